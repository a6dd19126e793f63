# METADATA
# title: Jailbreak-Detect
# custom:
#   type: prompt-safety
# description: |
#   Stops attempts to talk an agent out of its instructions: what the guard suspects of injection well below its block
#   point, what is written in disguise and suspect at all, and phrases that only such attempts use.
package aispm.policies.jailbreak_detect

decision contains verdict(sprintf("the guard suspects a jailbreak (%v)", [suspicion])) if {
	input.stage == "prompt"
	suspicion >= object.get(input.params, "threshold", 0.35)
}

decision contains verdict(sprintf("a suspect text in disguise (%s)", [signal])) if {
	input.stage == "prompt"
	suspicion >= object.get(input.params, "disguised_threshold", 0.15)
	some signal in input.guard.signals
	signal in disguises
}

decision contains verdict("it asks to set the instructions aside") if {
	input.stage == "prompt"
	some phrase in phrases
	regex.match(phrase, input.prompt)
}

suspicion := object.get(input.guard, ["category_scores", "S15"], 0)

disguises := object.get(input.params, "disguises", ["encoded", "rot13", "reversed", "leet", "spaced", "joined"])

# Each names an act against instructions; words such as "ignore" or "prompt" alone are in many an honest question.
phrases := array.concat(
	[
		`(?i)\b(ignore|disregard|forget|override)\s+(all\s+|any\s+)?(of\s+)?(the\s+|your\s+|my\s+)?(previous|prior|above|earlier|system)\s+(instructions?|prompts?|rules|directions)\b`,
		`(?i)\byou\s+are\s+now\s+(in\s+)?(dan|developer\s+mode|jailbroken|unrestricted)\b`,
		`(?i)\b(print|reveal|repeat|show)\s+(me\s+)?(your|the)\s+(system|hidden|initial)\s+(prompt|instructions?)\b`,
		`(?i)\bpretend\s+(that\s+)?(you\s+)?(have|are)\s+(no|without)\s+(restrictions|rules|guidelines|filters?)\b`,
	],
	object.get(input.params, "phrases", []),
)

verdict(reason) := {"decision": object.get(input.params, "action", "block"), "reason": reason}
