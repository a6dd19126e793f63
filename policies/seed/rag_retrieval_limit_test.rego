package aispm.policies.rag_retrieval_limit_test

import data.aispm.policies.rag_retrieval_limit

decision(tool, args, params) := told if {
	told := rag_retrieval_limit.decision with input as {
		"stage": "tools",
		"tool": {"name": tool, "args": args},
		"params": params,
	}
}

reasons(args, params) := {opinion.reason |
	some opinion in decision("knowledge_search", args, params)
	opinion.decision == "block"
}

test_bounds_results if {
	reasons({"query": "leave", "max_results": 6}, {}) == {"6 results were asked for, of which 5 are allowed"}
	reasons({"query": "leave", "max_results": 5}, {}) == set()
	reasons({"query": "leave", "max_results": 3}, {"max_results": 2}) == {"3 results were asked for, of which 2 are allowed"}
}

test_bounds_questions if {
	reasons({"query": "abcde"}, {"max_query_chars": 4}) == {"the question is longer than 4 characters"}
	every query in ["*", "", " % ", "a"] {
		reasons({"query": query}, {}) == {"a question for everything is none"}
	}
}

test_bounds_calls_in_a_minute if {
	decision("web_fetch", {"query": "weather"}, {"calls_per_minute": 3}) == {{
		"decision": "oblige",
		"reason": "",
		"obligations": {"rate_limit": {"requests_per_minute": 3}},
	}}
}

test_masks_what_is_retrieved_where_told if {
	told := decision("web_fetch", {"query": "weather"}, {"mask": ["email"]})
	{
		"decision": "redact",
		"reason": "what is retrieved is masked",
		"obligations": {"kinds": ["email"]},
	} in told
}

test_leaves_other_tools_alone if {
	decision("time_now", {}, {}) == set()
	decision("crm.search", {"query": "*"}, {}) == set()
}

test_takes_its_tools_from_params if {
	told := decision("crm.search", {"query": "*"}, {"tools": ["*.search"]})
	"block" in {opinion.decision | some opinion in told}
}
