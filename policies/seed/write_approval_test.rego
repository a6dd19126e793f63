package aispm.policies.write_approval_test

import data.aispm.policies.write_approval

escalates(tool, params) if {
	write_approval.decision.decision == "escalate" with input as {
		"stage": "tools",
		"tool": {"name": tool},
		"params": params,
	}
}

test_escalates_by_a_verb_in_the_name if {
	every tool in ["create_issue", "github.delete-repo", "sendMail", "db.Insert"] {
		escalates(tool, {})
	}
}

test_lets_reading_pass if {
	every tool in ["web_fetch", "time_now", "list_updates", "github.get_post_count", "settings.read"] {
		not escalates(tool, {"verbs": ["update", "set"]})
	}
}

test_takes_tools_and_exceptions_from_params if {
	escalates("time_now", {"tools": ["time_*"]})
	not escalates("create_draft", {"except": ["create_draft"]})
}

test_says_why if {
	told := write_approval.decision with input as {"stage": "tools", "tool": {"name": "send_mail"}, "params": {}}
	told.reason == "send_mail changes something"
}

test_looks_at_tools_only if {
	not write_approval.decision with input as {"stage": "prompt", "prompt": "delete it", "params": {}}
}
