package aispm.policies.tool_scope_test

import data.aispm.policies.tool_scope

decision(tool, params) := told if {
	told := tool_scope.decision with input as {"stage": "tools", "tool": {"name": tool}, "params": params}
}

denied(tool) := {{"decision": "block", "reason": sprintf("tool %s is not allowed here", [tool])}}

allowed := {{"decision": "allow", "reason": ""}}

test_allows_and_denies if {
	decision("fetch_url", {"allow": ["fetch_url"]}) == allowed
	decision("web_fetch", {"deny": ["web_fetch"]}) == denied("web_fetch")
}

test_has_no_opinion_on_other_tools if decision("web_fetch", {"allow": ["fetch_url"]}) == set()

test_knows_patterns if {
	decision("github.list_issues", {"allow": ["github.*"]}) == allowed
	decision("github.admin.delete", {"allow": ["github.*"]}) == set()
	decision("github.delete_repo", {"deny": ["*.delete_*"]}) == denied("github.delete_repo")
}

test_denies_all_that_is_not_among_the_only_ones if {
	decision("time_now", {"only": ["web_fetch"]}) == denied("time_now")
	decision("web_fetch", {"only": ["web_fetch"]}) == set()
	decision("web_fetch", {"only": []}) == denied("web_fetch")
}

test_looks_at_tools_only if {
	told := tool_scope.decision with input as {"stage": "prompt", "prompt": "hi", "params": {"only": []}}
	told == set()
}
