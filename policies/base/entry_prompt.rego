# METADATA
# description: May this prompt go to the agent? The one entry point for prompts.
package spm.prompt

import data.spm.combine

allow := combine.answer if input.stage == "prompt"

else := combine.undecided
