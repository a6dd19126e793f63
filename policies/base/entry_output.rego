# METADATA
# description: May this reply be shown? The one entry point for replies.
package spm.output

import data.spm.combine

allow := combine.answer if input.stage == "output"

else := combine.undecided
