package aispm.seed_test

import data.aispm.policies

test_prompt_guard_blocks_from_its_score_on if {
	told := policies.prompt_guard.decision with input as {"stage": "prompt", "guard": {"score": 0.5}, "params": {}}
	told == {{"decision": "block", "reason": "the guard's score 0.5 reaches 0.5"}}
}

test_prompt_guard_takes_its_score_from_params if {
	asked := {"stage": "prompt", "guard": {"score": 0.5}, "params": {"block_score": 0.55}}
	told := policies.prompt_guard.decision with input as asked
	told == set()
}

test_prompt_guard_blocks_categories if {
	asked := {
		"stage": "prompt",
		"guard": {"score": 0, "categories": ["S2", "S6"]},
		"params": {"block_categories": ["S6"]},
	}
	told := policies.prompt_guard.decision with input as asked
	told == {{"decision": "block", "reason": "category S6 is not allowed here"}}
}

test_prompt_guard_looks_at_prompts_only if {
	told := policies.prompt_guard.decision with input as {"stage": "output", "guard": {"score": 1}, "params": {}}
	told == set()
}

test_pii_mask_names_its_kinds if {
	told := policies.pii_mask.decision with input as {"stage": "output", "params": {}}
	told.decision == "redact"
	told.obligations.kinds == ["email", "phone", "iban"]
}

test_pii_mask_takes_params if {
	told := policies.pii_mask.decision with input as {
		"stage": "output",
		"params": {"kinds": ["email"], "stages": ["output"]},
	}
	told.obligations.kinds == ["email"]
	not policies.pii_mask.decision with input as {"stage": "prompt", "params": {"stages": ["output"]}}
	not policies.pii_mask.decision with input as {"stage": "tools", "params": {}}
}

test_tool_scope_allows_and_denies if {
	allowed := policies.tool_scope.decision with input as {
		"stage": "tools",
		"tool": {"name": "fetch_url"},
		"params": {"allow": ["fetch_url"]},
	}
	allowed == {{"decision": "allow", "reason": ""}}

	denied := policies.tool_scope.decision with input as {
		"stage": "tools",
		"tool": {"name": "web_fetch"},
		"params": {"deny": ["web_fetch"]},
	}
	denied == {{"decision": "block", "reason": "tool web_fetch is not allowed here"}}
}
