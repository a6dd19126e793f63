package aispm.policies.pii_mask_test

import data.aispm.policies.pii_mask

test_names_its_kinds if {
	told := pii_mask.decision with input as {"stage": "output", "params": {}}
	told.decision == "redact"
	told.obligations.kinds == ["email", "phone", "iban"]
}

test_takes_params if {
	told := pii_mask.decision with input as {
		"stage": "output",
		"params": {"kinds": ["email"], "stages": ["output"]},
	}
	told.obligations.kinds == ["email"]
	not pii_mask.decision with input as {"stage": "prompt", "params": {"stages": ["output"]}}
}

test_leaves_tools_and_models_alone_unless_told if {
	not pii_mask.decision with input as {"stage": "tools", "params": {}}
	not pii_mask.decision with input as {"stage": "llm", "params": {}}
	pii_mask.decision.decision == "redact" with input as {"stage": "llm", "params": {"stages": ["llm"]}}
}
