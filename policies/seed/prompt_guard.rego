# METADATA
# title: Prompt-Guard
# description: |
#   Stricter than the platform's own guard: blocks a prompt from a score on, or in categories that it must not touch.
#   Params: block_score (0..1, default 0.5), block_categories (list of codes, default none).
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

threshold := object.get(input.params, "block_score", 0.5)

blocked(reason) := {"decision": "block", "reason": reason}
