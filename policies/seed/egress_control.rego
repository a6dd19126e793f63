# METADATA
# title: Egress-Control
# custom:
#   type: data-access
# description: |
#   Says which hosts an agent may reach out to: addresses in a tool's arguments and links in replies, by which data leaves
#   as soon as a browser shows an image. None where none is named; addresses of numbers never, unless they are allowed.
package aispm.policies.egress_control

decision contains {
	"decision": object.get(input.params, "action", "block"),
	"reason": sprintf("%s is not among the hosts that may be reached", [host]),
} if {
	input.stage in object.get(input.params, "stages", ["tools", "output"])
	some host in hosts
	not reachable(host)
}

reachable(host) if {
	some pattern in object.get(input.params, "allow_hosts", [])
	matches(pattern, host)
	not denied(host)
}

denied(host) if {
	some pattern in object.get(input.params, "deny_hosts", [])
	matches(pattern, host)
}

denied(host) if {
	regex.match(`^(\[.*\]|[0-9.]+|0x[0-9a-f.x]+)$`, host)
	not host in object.get(input.params, "allow_hosts", [])
}

# *.example.com is every host below example.com, and not example.com itself.
matches(pattern, host) if lower(pattern) == host

matches(pattern, host) if {
	startswith(pattern, "*.")
	endswith(host, lower(substring(pattern, 1, -1)))
}

hosts contains host if {
	some text in texts
	some found in regex.find_all_string_submatch_n(address, text, -1)
	host := trim_right(lower(found[1]), ".")
	not unfinished(text, found[0])
}

# An argument that is called an address is one, also without a scheme.
hosts contains host if {
	input.stage == "tools"
	[path, value] := walk(input.tool.args)
	is_string(value)
	path[count(path) - 1] in {"url", "uri", "host", "hostname", "domain", "endpoint", "base_url"}
	not regex.match(address, value)
	found := regex.find_all_string_submatch_n(address, sprintf("https://%s", [value]), 1)
	host := trim_right(lower(found[0][1]), ".")
}

# User and password before the host are no host, and a backslash is a slash to browsers.
address := `(?i)\b(?:https?|wss?|ftps?):[/\\]{1,}(?:[^\s/\\?#@"'<>)]*@)?(\[[0-9a-f:.%]+\]|[^\s/\\?#:@"'<>()\[\]{}|,;]+)`

texts contains input.reply if input.stage == "output"

texts contains value if {
	input.stage == "tools"
	[_, value] := walk(input.tool.args)
	is_string(value)
}

texts contains input.prompt if input.stage == "prompt"

# While a reply is on its way, a host at its very end may still be growing: it is looked at with what comes next.
unfinished(text, found) if {
	input.stage == "output"
	not input.reply_ended
	endswith(text, found)
}
