# METADATA
# title: Output-Filter
# custom:
#   type: output-validation
# description: |
#   Says what a reply may not hold: words, patterns (active content of web pages, where nothing else is said) and more
#   characters than a reader asked for. What was released before the reply broke a rule stays.
package aispm.policies.output_filter

decision contains blocked(sprintf("the reply is longer than %d characters", [longest])) if {
	input.stage == "output"
	count(input.reply) > longest
}

decision contains blocked("the reply holds a word that is not allowed") if {
	input.stage == "output"
	some word in object.get(input.params, "deny_words", [])
	regex.match(sprintf(`(?i)(^|[^\pL\pN])%s($|[^\pL\pN])`, [literally(word)]), input.reply)
}

decision contains blocked("the reply holds something that is not allowed") if {
	input.stage == "output"
	some pattern in patterns
	regex.match(pattern, input.reply)
}

longest := object.get(input.params, "max_chars", 20000)

patterns := object.get(input.params, "deny_patterns", [
	`(?i)<\s*(script|iframe|object|embed)\b`,
	`(?i)\]\(\s*(javascript|vbscript|data)\s*:`,
	`(?i)\bon(load|error|click|mouseover)\s*=\s*["']`,
])

literally(word) := regex.replace(word, `([\\.+*?()|\[\]{}^$])`, `\$1`)

blocked(reason) := {"decision": "block", "reason": reason}
