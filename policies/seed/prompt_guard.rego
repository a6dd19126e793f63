# METADATA
# title: Prompt-Guard
# custom:
#   type: prompt-safety
# description: |
#   Stricter than the platform's own guard: blocks a prompt from a score on, in categories that it must not touch, or
#   with signals such as `unsupported_language`, which says that the guard can't read it.
package aispm.policies.prompt_guard

decision contains blocked(sprintf("the guard's score %v reaches %v", [input.guard.score, threshold])) if {
	input.stage == "prompt"
	input.guard.score >= threshold
}

decision contains blocked(sprintf("category %s is not allowed here", [category])) if {
	input.stage == "prompt"
	some category in input.guard.categories
	category in object.get(input.params, "block_categories", [])
}

decision contains blocked(sprintf("the guard says %s of it", [signal])) if {
	input.stage == "prompt"
	some signal in input.guard.signals
	signal in object.get(input.params, "block_signals", [])
}

threshold := object.get(input.params, "block_score", 0.5)

blocked(reason) := {"decision": "block", "reason": reason}
