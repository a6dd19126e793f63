# METADATA
# title: Tool-Scope
# custom:
#   type: tool-access
# description: |
#   Says which tools an agent may call: those of `allow` beside the platform's own, none of `deny`, and none but those of
#   `only` where that is given. Names are glob patterns whose `*` stays within a part between dots.
package aispm.policies.tool_scope

decision contains {"decision": "allow", "reason": ""} if {
	input.stage == "tools"
	listed("allow")
}

decision contains blocked if {
	input.stage == "tools"
	listed("deny")
}

decision contains blocked if {
	input.stage == "tools"
	input.params.only
	not listed("only")
}

listed(list) if {
	some pattern in object.get(input.params, list, [])
	glob.match(pattern, ["."], input.tool.name)
}

blocked := {"decision": "block", "reason": sprintf("tool %s is not allowed here", [input.tool.name])}
