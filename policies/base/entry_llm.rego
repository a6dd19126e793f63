# METADATA
# description: May this model be called? The one entry point for model calls.
package spm.llm

import data.spm.combine

allow := combine.answer if input.stage == "llm"

else := combine.undecided
