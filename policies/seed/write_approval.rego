# METADATA
# title: Write-Approval
# custom:
#   type: tool-access
# description: |
#   Lets a person decide on each call of a tool that changes something: by a verb in its name, or because it is listed.
package aispm.policies.write_approval

decision := {
	"decision": "escalate",
	"reason": sprintf("%s changes something", [input.tool.name]),
} if {
	input.stage == "tools"
	writes
	not listed("except")
}

writes if listed("tools")

writes if {
	some word in words
	word in verbs
}

# create_issue, github.create-issue and createIssue are all of the words create and issue.
words := regex.split(`[^a-z0-9]+`, lower(regex.replace(input.tool.name, `([a-z0-9])([A-Z])`, "${1}_${2}")))

verbs := object.get(input.params, "verbs", [
	"add", "create", "delete", "drop", "edit", "execute", "insert", "merge", "move", "patch", "pay", "post", "publish",
	"put", "remove", "rename", "run", "send", "set", "transfer", "update", "upload", "write",
])

listed(list) if {
	some pattern in object.get(input.params, list, [])
	glob.match(pattern, ["."], input.tool.name)
}
