# METADATA
# description: |
#   What the policies attached to an agent say. Each is evaluated in the package the platform moved it to,
#   `aispm.tenants.<tenant>.<id>.v<version>`, and only where it is attached: one that fails harms nobody else.
package spm.opinions

# One value: no opinion, or a set of opinions (a complete rule is a set of one).
said(policy) := {decision} if {
	decision := decided(policy)
	not is_set(decision)
}

said(policy) := decisions if {
	decisions := decided(policy)
	is_set(decisions)
}

decided(policy) := decision if {
	own := object.union(input, {"params": object.get(policy, "params", {})})
	decision := data.aispm.tenants[input.tenant_id][policy.id][version(policy)].decision with input as own
}

version(policy) := sprintf("v%d", [policy.version])

# What policies in these modes say, in the order of attachment.
of(modes) := [opinion(policy, decision) |
	some policy in input.linked_policies
	policy.mode in modes
	some decision in said(policy)
	well_formed(decision)
]

opinion(policy, decision) := {
	"policy_id": policy.id,
	"decision": decision.decision,
	"reason": object.get(decision, "reason", ""),
	"obligations": object.get(decision, "obligations", {}),
}

well_formed(decision) if {
	is_object(decision)
	decision.decision in {"allow", "oblige", "redact", "escalate", "block"}
	is_string(object.get(decision, "reason", ""))
	obligations := object.get(decision, "obligations", {})
	is_object(obligations)
	every name, value in obligations {
		understood(name, value)
	}
}

# A duty that nobody could fulfil as it is written is no duty to pass over.
understood("rate_limit", limits) if {
	is_object(limits)
	every name, limit in limits {
		name in {"requests_per_minute", "tokens_per_minute", "budget_tokens_per_day", "budget_usd_per_day"}
		is_number(limit)
		limit > 0
	}
}

understood("require_model", model) if {
	is_string(model)
	model != ""
}

understood("log_level", level) if level in {"debug", "info", "warn", "error"}

understood(name, _) if not name in {"rate_limit", "require_model", "log_level"}

# Policies that can't be asked: each is the sentence that says why, by the policy's id.
unavailable[policy.id] := "its version is not loaded" if {
	some policy in input.linked_policies
	policy.mode in {"enforced", "deprecated"}
	not loaded(policy)
}

unavailable[policy.id] := "its decision is not of the form {decision, reason, obligations}" if {
	some policy in input.linked_policies
	policy.mode in {"enforced", "deprecated"}
	loaded(policy)
	some decision in said(policy)
	not well_formed(decision)
}

loaded(policy) if data.spm.loaded[input.tenant_id][policy.id][version(policy)]
