# METADATA
# title: PII-Mask
# custom:
#   type: privacy
# description: |
#   Takes personal data out of texts before the agent, the person, a tool or a model sees them.
package aispm.policies.pii_mask

decision := {
	"decision": "redact",
	"reason": "personal data is masked",
	"obligations": {"kinds": object.get(input.params, "kinds", ["email", "phone", "iban"])},
} if {
	input.stage in object.get(input.params, "stages", ["prompt", "output"])
}
