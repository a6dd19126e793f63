package spm.combine_test

import data.spm

policy(id, mode) := {"id": id, "version": 1, "mode": mode, "params": {}}

ask(policies) := {
	"stage": "prompt",
	"tenant_id": "t1",
	"prompt": "hi",
	"guard": {"verdict": "allow"},
	"linked_policies": policies,
}

tenants := {"t1": {
	"blocks": {"v1": {"decision": {"decision": "block", "reason": "no"}}},
	"blocks_too": {"v1": {"decision": {"decision": "block", "reason": "never"}}},
	"escalates": {"v1": {"decision": {"decision": "escalate", "reason": "ask"}}},
	"redacts": {"v1": {"decision": {
		"decision": "redact",
		"reason": "mask",
		"obligations": {"kinds": ["email", "iban"], "note": "a"},
	}}},
	"redacts_too": {"v1": {"decision": {"decision": "redact", "obligations": {"kinds": ["email", "phone"]}}}},
	"set": {"v1": {"decision": {
		{"decision": "allow", "reason": "fine"},
		{"decision": "escalate", "reason": "one"},
		{"decision": "escalate", "reason": "two"},
	}}},
	"slows": {"v1": {"decision": {
		"decision": "oblige",
		"obligations": {"rate_limit": {"requests_per_minute": 6, "tokens_per_minute": 900}, "log_level": "info"},
	}}},
	"slows_too": {"v1": {"decision": {
		"decision": "allow",
		"obligations": {"rate_limit": {"requests_per_minute": 3}, "log_level": "warn"},
	}}},
	"wants_one": {"v1": {"decision": {"decision": "oblige", "obligations": {"require_model": "one"}}}},
	"wants_two": {"v1": {"decision": {"decision": "oblige", "obligations": {"require_model": "two"}}}},
	"wants_none": {"v1": {"decision": {"decision": "oblige", "obligations": {"require_model": 7}}}},
	"slows_to_nothing": {"v1": {"decision": {
		"decision": "oblige",
		"obligations": {"rate_limit": {"requests_per_minute": 0}},
	}}},
	"shouts": {"v1": {"decision": {"decision": "oblige", "obligations": {"log_level": "loud"}}}},
	"silent": {"v1": {"other": 1}},
	"empty_set": {"v1": {"decision": set()}},
	"unknown_word": {"v1": {"decision": {"decision": "permit"}}},
	"text": {"v1": {"decision": "allow"}},
}}

loaded := {"t1": {id: {"v1": true} | some id, _ in tenants.t1}}

answer(policies) := told if {
	told := spm.prompt.allow with input as ask(policies)
		with data.aispm.tenants as tenants
		with data.spm.loaded as loaded
}

enforced(ids) := answer([policy(id, "enforced") | some id in ids])

test_block_wins_over_all if {
	told := enforced(["silent", "redacts", "blocks", "escalates", "blocks_too"])
	told.decision == "block"
	told.reason == "no; never"
	told.policy_ids == ["blocks", "blocks_too"]
}

test_escalate_wins_over_redact if {
	told := enforced(["redacts", "escalates"])
	told.decision == "escalate"
	told.policy_ids == ["escalates"]
	told.obligations.kinds == ["email", "iban"]
}

test_redact_wins_over_allow_and_joins_kinds if {
	told := enforced(["redacts", "redacts_too"])
	told.decision == "redact"
	told.reason == "mask"
	told.obligations == {"kinds": ["email", "iban", "phone"], "note": "a"}
	told.policy_ids == ["redacts", "redacts_too"]
}

test_a_set_is_combined_too if {
	told := enforced(["set"])
	told.decision == "escalate"
	told.reason == "one; two"
	told.policy_ids == ["set"]
}

test_no_opinion_leaves_the_base_rules if {
	told := enforced(["silent", "empty_set"])
	told.decision == "allow"
	told.policy_ids == []
	told.reason == ""
}

test_a_draft_never_decides if answer([policy("blocks", "draft")]).decision == "allow"

test_a_draft_is_not_even_looked_at if answer([policy("text", "draft")]).decision == "allow"

test_a_deprecated_one_decides if answer([policy("blocks", "deprecated")]).decision == "block"

test_a_monitored_one_is_recorded_and_changes_nothing if {
	told := answer([policy("blocks", "monitor")])
	told.decision == "allow"
	told.reason == "monitor blocks would block: no"
	told.policy_ids == ["blocks"]
	told.obligations.monitored == [{"policy_id": "blocks", "decision": "block", "reason": "no"}]
}

test_a_monitored_one_stands_behind_the_winner if {
	told := answer([policy("blocks", "monitor"), policy("escalates", "enforced")])
	told.decision == "escalate"
	told.reason == "ask"
	told.policy_ids == ["escalates", "blocks"]
}

test_a_malformed_decision_is_unavailable if {
	every id in ["unknown_word", "text", "wants_none", "slows_to_nothing", "shouts"] {
		told := enforced(["silent", id])
		told.decision == "block"
		told.unavailable == id
		told.policy_ids == [id]
	}
}

test_a_malformed_monitored_one_changes_nothing if answer([policy("text", "monitor")]).decision == "allow"

test_a_version_that_is_not_loaded_is_unavailable if {
	told := answer([object.union(policy("silent", "enforced"), {"version": 2})])
	told.decision == "block"
	told.unavailable == "silent"
}

test_another_tenants_policy_is_unavailable if {
	asked := object.union(ask([policy("blocks", "enforced")]), {"tenant_id": "t2"})
	told := spm.prompt.allow with input as asked
		with data.aispm.tenants as tenants
		with data.spm.loaded as loaded
	told.unavailable == "blocks"
}

test_to_oblige_says_nothing_of_whether if {
	told := enforced(["slows"])
	told.decision == "allow"
	told.policy_ids == ["slows"]
	told.obligations.rate_limit == {"requests_per_minute": 6, "tokens_per_minute": 900}
	enforced(["slows", "blocks"]).decision == "block"
}

test_duties_hold_together if {
	told := enforced(["slows", "slows_too", "redacts"])
	told.decision == "redact"
	told.obligations.kinds == ["email", "iban"]
	told.obligations.rate_limit == {"requests_per_minute": 3, "tokens_per_minute": 900}
	told.obligations.log_level == "warn"
}

test_one_model_may_be_required_and_not_two if {
	enforced(["wants_one"]).obligations.require_model == "one"
	told := enforced(["wants_one", "wants_two"])
	told.decision == "block"
	told.reason == "policies require different models: one, two"
	told.policy_ids == ["wants_one", "wants_two"]
	enforced(["wants_one", "blocks", "wants_two"]).reason == "no"
}

test_redaction_allows_nothing_that_nobody_allows if {
	asked := {
		"stage": "tools",
		"tenant_id": "t1",
		"tool": {"name": "shell", "args": {}},
		"linked_policies": [policy("redacts", "enforced")],
	}
	told := spm.tools.allow with input as asked with data.aispm.tenants as tenants with data.spm.loaded as loaded
	told.decision == "block"
	told.reason == "no rule allows this"
}

test_a_monitored_duty_is_recorded_and_binds_nobody if {
	told := answer([policy("slows", "monitor")])
	told.decision == "allow"
	told.reason == ""
	object.keys(told.obligations) == {"monitored"}
}

test_without_policies_the_short_way_says_what_the_long_one_says if {
	every verdict in ["allow", "flag", "block"] {
		question := object.union(ask([]), {"guard": {"verdict": verdict}})
		short := spm.combine.plain with input as question
		long := spm.combine.combined with input as question
		short == long
	}
}

test_without_policies_and_rules_it_is_still_a_block if {
	question := object.union(ask([]), {"guard": {"verdict": "unknown"}})
	not spm.combine.plain with input as question
	answer := spm.prompt.allow with input as question
	answer.decision == "block"
	answer.reason == "no rule allows this"
}
