# METADATA
# description: May this tool be called? The one entry point for tool calls.
package spm.tools

import data.spm.combine

allow := combine.answer if input.stage == "tools"

else := combine.undecided

# May each of these tools be called, as far as can be told without arguments? By their names, for lists.
listed[tool.name] := answer if {
	input.stage == "tools"
	some tool in input.tools
	answer := combine.answer with input as about(tool)
}

about(tool) := object.union(object.remove(input, ["tools"]), {"tool": tool})
