package aispm.policies.token_budget_test

import data.aispm.policies.token_budget

asked(tokens, params) := {"stage": "llm", "llm": {"model": "m", "tokens": tokens}, "params": params}

test_blocks_a_call_that_is_too_large if {
	told := token_budget.decision with input as asked(16001, {})
	{
		"decision": "block",
		"reason": "the call is estimated at 16001 tokens, of which 16000 are allowed",
	} in told
}

test_takes_the_size_from_params if {
	told := token_budget.decision with input as asked(11, {"max_tokens_per_call": 10})
	"block" in {opinion.decision | some opinion in told}
}

test_obliges_to_a_days_budget if {
	told := token_budget.decision with input as asked(10, {})
	told == {{
		"decision": "oblige",
		"reason": "",
		"obligations": {"rate_limit": {"budget_tokens_per_day": 500000}},
	}}
}

test_takes_its_limits_from_params if {
	told := token_budget.decision with input as asked(10, {
		"requests_per_minute": 6,
		"budget_usd_per_day": 0.5,
		"budget_tokens_per_day": null,
	})
	told == {{
		"decision": "oblige",
		"reason": "",
		"obligations": {"rate_limit": {"requests_per_minute": 6, "budget_usd_per_day": 0.5}},
	}}
}

test_looks_at_model_calls_only if {
	told := token_budget.decision with input as {"stage": "prompt", "prompt": "hi", "params": {}}
	told == set()
}
