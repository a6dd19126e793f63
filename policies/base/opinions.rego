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
	decision.decision in {"allow", "redact", "escalate", "block"}
	is_string(object.get(decision, "reason", ""))
	is_object(object.get(decision, "obligations", {}))
}

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
