# METADATA
# description: May this tool be called? The one entry point for tool calls.
package spm.tools

import data.spm.combine

allow := combine.answer if input.stage == "tools"

else := combine.undecided
