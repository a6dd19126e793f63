# METADATA
# description: |
#   Makes one answer of all opinions: block wins over escalate, redact and allow; the reasons of the winners are
#   joined; where nobody has an opinion, it is a block. Redaction narrows what somebody else allows. Duties
#   (obligations) of all opinions hold together, also of those that `oblige`, which say nothing else.
package spm.combine

import data.spm.base
import data.spm.opinions

# Where nothing is attached, the base rules alone decide, and nothing has to be put together.
answer := plain if count(input.linked_policies) == 0

else := failed if count(opinions.unavailable) > 0

else := contradicted if {
	count(required) > 1
	winner != "block"
}

else := combined if {
	winner
	permitted
}

else := undecided

plain := {
	"decision": winner,
	"reason": concat("; ", distinct(spoken(winners))),
	"policy_ids": [],
	"obligations": {},
	"revision": revision,
} if {
	winner != "redact"
}

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

# Where two policies want different models, no call is to both their likings.
contradicted := {
	"decision": "block",
	"reason": sprintf("policies require different models: %s", [concat(", ", sort(required))]),
	"policy_ids": distinct([opinion.policy_id | some opinion in enforced; opinion.obligations.require_model]),
	"obligations": watched,
	"revision": revision,
}

combined := {
	"decision": winner,
	"reason": reason,
	"policy_ids": distinct(array.concat(array.concat(ids(winners), ids(obliging)), ids(monitored))),
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

permitted if winner != "redact"

permitted if {
	some opinion in enforced
	opinion.decision == "allow"
}

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
	not opinion.decision in {"allow", "oblige"}
]

watched := {"monitored": seen} if {
	seen := [object.remove(opinion, ["obligations"]) | some opinion in monitored]
	count(seen) > 0
}

else := {}

# What has to be done whoever won: of lists all that they name, of rates the lowest, of log levels the loudest.
obligations := {key: value |
	some duty in duties
	some key, _ in duty
	value := joined(key)
}

duties := [opinion.obligations | some opinion in enforced]

obliging := [opinion | some opinion in enforced; opinion.decision == "oblige"]

joined("rate_limit") := {name: min({duty.rate_limit[name] | some duty in duties}) |
	some duty in duties
	some name, _ in duty.rate_limit
}

joined("require_model") := [model | some model in required][0]

required := {duty.require_model | some duty in duties}

joined("log_level") := [level |
	some level in ["error", "warn", "info", "debug"]
	some duty in duties
	duty.log_level == level
][0]

joined(key) := together(key) if not key in {"rate_limit", "require_model", "log_level"}

together(key) := sort({item | some duty in duties; some item in duty[key]}) if {
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
