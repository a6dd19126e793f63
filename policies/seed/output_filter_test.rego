package aispm.policies.output_filter_test

import data.aispm.policies.output_filter

reasons(reply, params) := told if {
	opinions := output_filter.decision with input as {"stage": "output", "reply": reply, "params": params}
	told := {opinion.reason | some opinion in opinions; opinion.decision == "block"}
}

test_blocks_active_content if {
	every reply in [
		"see <script>alert(1)</script>",
		"click [here](javascript:alert(1))",
		"<img src=x onerror=\"steal()\">",
		"< iframe src=//x>",
	] {
		reasons(reply, {}) == {"the reply holds something that is not allowed"}
	}
}

test_lets_ordinary_replies_pass if {
	every reply in [
		"The script of the play is long.",
		"See [the docs](https://example.com).",
		"Set onload = true in the config.",
		"",
	] {
		reasons(reply, {}) == set()
	}
}

test_blocks_words_but_not_parts_of_them if {
	params := {"deny_words": ["Project X", "c++", "été"]}
	every reply in ["about project x.", "C++ is fine", "L'ÉTÉ."] {
		reasons(reply, params) == {"the reply holds a word that is not allowed"}
	}
	reasons("project xylophone", params) == set()
	reasons("cpp", params) == set()
}

test_bounds_the_length if {
	reasons("12345", {"max_chars": 4}) == {"the reply is longer than 4 characters"}
	reasons("1234", {"max_chars": 4}) == set()
}

test_takes_patterns_from_params if {
	reasons("order 4711", {"deny_patterns": [`\b\d{4}\b`]}) == {"the reply holds something that is not allowed"}
	reasons("<script>", {"deny_patterns": []}) == set()
}

test_looks_at_replies_only if {
	told := output_filter.decision with input as {"stage": "prompt", "prompt": "<script>", "params": {}}
	told == set()
}
