package spm.base_test

import data.spm

ask(stage, more) := object.union(
	{"stage": stage, "tenant_id": "t1", "agent": {"id": "a", "risk": "low"}, "linked_policies": []},
	more,
)

test_a_prompt_the_guard_allows_is_allowed if {
	answer := spm.prompt.allow with input as ask("prompt", {"prompt": "hi", "guard": {"verdict": "allow"}})
	answer.decision == "allow"
	answer.policy_ids == []
}

test_a_flagged_reply_is_allowed if {
	answer := spm.output.allow with input as ask("output", {"reply": "hi", "guard": {"verdict": "flag"}})
	answer.decision == "allow"
}

test_a_prompt_without_the_guards_word_is_blocked if {
	answer := spm.prompt.allow with input as ask("prompt", {"prompt": "hi"})
	answer.decision == "block"
	answer.reason == "no rule allows this"
}

test_what_the_guard_blocks_is_blocked if {
	answer := spm.prompt.allow with input as ask("prompt", {"prompt": "hi", "guard": {"verdict": "block"}})
	answer.decision == "block"
}

test_no_input_is_blocked if {
	spm.prompt.allow.decision == "block"
	spm.output.allow.decision == "block"
	spm.tools.allow.decision == "block"
	spm.llm.allow.decision == "block"
}

test_the_wrong_stage_is_blocked if {
	answer := spm.output.allow with input as ask("prompt", {"prompt": "hi", "guard": {"verdict": "allow"}})
	answer.decision == "block"
}

test_a_model_call_is_allowed if {
	answer := spm.llm.allow with input as ask("llm", {"llm": {"model": "m", "tokens": 3}})
	answer.decision == "allow"
}

test_harmless_tools_are_allowed if {
	every name in ["web_fetch", "time_now", "knowledge_search"] {
		answer := spm.tools.allow with input as ask("tools", {"tool": {"name": name, "args": {}}})
		answer.decision == "allow"
	}
}

test_an_approved_manifest_is_allowed if {
	answer := spm.tools.allow with input as ask("tools", {"tool": {"name": "x.y", "manifest_approved": true}})
	answer.decision == "allow"
}

test_any_other_tool_is_blocked if {
	every name in ["fetch_url", "shell", ""] {
		answer := spm.tools.allow with input as ask("tools", {"tool": {"name": name, "args": {}}})
		answer.decision == "block"
	}
}

test_a_list_has_a_decision_for_each_tool if {
	answers := spm.tools.listed with input as ask("tools", {"tools": [
		{"name": "time_now", "args": {}},
		{"name": "fetch_url", "args": {}},
		{"name": "x__y", "args": {}, "manifest_approved": true},
	]})
	{name: answer.decision | some name, answer in answers} == {
		"time_now": "allow",
		"fetch_url": "block",
		"x__y": "allow",
	}
}

test_a_list_is_decided_by_what_is_attached if {
	no_clock := {"decision": "block", "reason": "no clock"}
	answers := spm.tools.listed with input as ask("tools", {
		"tools": [{"name": "time_now", "args": {}}, {"name": "web_fetch", "args": {}}],
		"linked_policies": [{"id": "p", "version": 1, "mode": "enforced", "params": {}}],
	})
		with data.spm.loaded as {"t1": {"p": {"v1": true}}}
		with data.aispm.tenants as {"t1": {"p": {"v1": {"decision": no_clock}}}}
	answers.time_now.decision == "block"
	answers.web_fetch.decision == "block"
}

test_a_list_for_another_stage_is_empty if {
	answers := spm.tools.listed with input as ask("llm", {"tools": [{"name": "time_now", "args": {}}]})
	count(answers) == 0
}

test_the_revision_is_told if {
	answer := spm.llm.allow with input as ask("llm", {}) with data.spm.bundle as {"revision": "7"}
	answer.revision == "7"
}
