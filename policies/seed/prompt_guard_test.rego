package aispm.policies.prompt_guard_test

import data.aispm.policies.prompt_guard

asked(guard, params) := {"stage": "prompt", "guard": guard, "params": params}

test_blocks_from_its_score_on if {
	told := prompt_guard.decision with input as asked({"score": 0.5}, {})
	told == {{"decision": "block", "reason": "the guard's score 0.5 reaches 0.5"}}
}

test_takes_its_score_from_params if {
	told := prompt_guard.decision with input as asked({"score": 0.5}, {"block_score": 0.55})
	told == set()
}

test_blocks_categories if {
	guard := {"score": 0, "categories": ["S2", "S6"]}
	told := prompt_guard.decision with input as asked(guard, {"block_categories": ["S6"]})
	told == {{"decision": "block", "reason": "category S6 is not allowed here"}}
}

test_blocks_what_the_guard_can_not_read if {
	guard := {"score": 0, "signals": ["unsupported_language"]}
	told := prompt_guard.decision with input as asked(guard, {"block_signals": ["unsupported_language"]})
	told == {{"decision": "block", "reason": "the guard says unsupported_language of it"}}
}

test_looks_at_prompts_only if {
	told := prompt_guard.decision with input as {"stage": "output", "guard": {"score": 1}, "params": {}}
	told == set()
}
