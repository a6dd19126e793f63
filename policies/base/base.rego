# METADATA
# description: |
#   What holds for every agent, whatever is attached to it. A stage that no rule here and no policy decides is blocked.
package spm.base

# Prompts and replies: what the guard lets through. Without the guard's word nothing is let through.
opinions contains opinion("allow", "") if {
	input.stage in {"prompt", "output"}
	input.guard.verdict in {"allow", "flag"}
}

# Model calls: the gateway obeys the guard by the agent's `guard_llm` before it asks here.
opinions contains opinion("allow", "") if input.stage == "llm"

# Tools that read and change nothing, and federated ones whose manifest a person approved.
opinions contains opinion("allow", "") if {
	input.stage == "tools"
	not guard_blocks
	input.tool.name in {"web_fetch", "time_now", "knowledge_search"}
}

opinions contains opinion("allow", "") if {
	input.stage == "tools"
	not guard_blocks
	input.tool.manifest_approved == true
}

# No policy may let through what the guard refused.
opinions contains opinion("block", "the safety guard refused it") if {
	input.stage in {"prompt", "output", "tools"}
	guard_blocks
}

guard_blocks if input.guard.verdict == "block"

opinion(decision, reason) := {
	"policy_id": "",
	"decision": decision,
	"reason": reason,
	"obligations": {},
}
