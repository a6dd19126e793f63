# METADATA
# title: Tool-Scope
# description: |
#   Says which tools an agent may call: those of `allow` beside the platform's own, none of `deny`.
#   Params: allow (default none), deny (default none).
package aispm.policies.tool_scope

decision contains {"decision": "allow", "reason": ""} if {
	input.stage == "tools"
	input.tool.name in object.get(input.params, "allow", [])
}

decision contains {"decision": "block", "reason": sprintf("tool %s is not allowed here", [input.tool.name])} if {
	input.stage == "tools"
	input.tool.name in object.get(input.params, "deny", [])
}
