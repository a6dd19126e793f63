# METADATA
# title: PII-Mask
# description: |
#   Takes personal data out of texts before the agent or the person sees them.
#   Params: kinds (default email, phone, iban), stages (default prompt and output).
package aispm.policies.pii_mask

decision := {
	"decision": "redact",
	"reason": "personal data is masked",
	"obligations": {"kinds": object.get(input.params, "kinds", ["email", "phone", "iban"])},
} if {
	input.stage in {"prompt", "output"}
	input.stage in object.get(input.params, "stages", ["prompt", "output"])
}
