# METADATA
# description: |
#   Makes one answer of all opinions: block wins over escalate, redact and allow; the reasons of the winners are
#   joined; where nobody has an opinion, it is a block.
package spm.combine

import data.spm.base
import data.spm.opinions

answer := failed if count(opinions.unavailable) > 0

else := combined if winner

else := undecided

# A policy that is attached and can't be asked is never passed over.
failed := {
	"decision": "block",
	"reason": sprintf("policy '%s' can't be asked: %s", [id, opinions.unavailable[id]]),
	"policy_ids": [id],
	"obligations": {},
	"revision": revision,
	"unavailable": id,
} if {
	id := sort(object.keys(opinions.unavailable))[0]
}

combined := {
	"decision": winner,
	"reason": reason,
	"policy_ids": distinct(array.concat(ids(winners), ids(monitored))),
	"obligations": object.union(obligations, watched),
	"revision": revision,
}

undecided := {
	"decision": "block",
	"reason": concat("; ", array.concat(["no rule allows this"], remarks)),
	"policy_ids": distinct(ids(monitored)),
	"obligations": watched,
	"revision": revision,
}

default revision := "none"

revision := data.spm.bundle.revision

enforced := array.concat([opinion | some opinion in base.opinions], opinions.of({"enforced", "deprecated"}))

monitored := opinions.of({"monitor"})

ranks := ["block", "escalate", "redact", "allow"]

winner := [rank |
	some rank in ranks
	some opinion in enforced
	opinion.decision == rank
][0]

winners := [opinion | some opinion in enforced; opinion.decision == winner]

reason := concat("; ", distinct(said)) if {
	said := spoken(winners)
	count(said) > 0
}

else := concat("; ", remarks)

spoken(voices) := [opinion.reason | some opinion in voices; opinion.reason != ""]

# What a monitored policy would have done is recorded and changes nothing.
remarks := [sprintf("monitor %s would %s: %s", [opinion.policy_id, opinion.decision, opinion.reason]) |
	some opinion in monitored
	opinion.decision != "allow"
]

watched := {"monitored": seen} if {
	seen := [object.remove(opinion, ["obligations"]) | some opinion in monitored]
	count(seen) > 0
}

else := {}

# Duties of the winners, and what must be redacted even if more than redaction was decided.
obligations := {key: value |
	some duty in duties
	some key, _ in duty
	value := joined(key)
}

duties := [opinion.obligations |
	some opinion in enforced
	opinion.decision in {winner, "redact"}
]

joined(key) := sort({item | some duty in duties; some item in duty[key]}) if {
	every duty in duties {
		is_array(object.get(duty, key, []))
	}
}

else := [value | some duty in duties; some name, value in duty; name == key][0]

ids(voices) := [opinion.policy_id | some opinion in voices; opinion.policy_id != ""]

distinct(items) := [item |
	some i, item in items
	every earlier in array.slice(items, 0, i) {
		earlier != item
	}
]
