# METADATA
# title: Token-Budget
# custom:
#   type: rate-limit
# description: |
#   Bounds what an agent spends on models: each call by its estimate, and all of its calls together by the limits that the
#   gateway counts, for each agent the policy is attached to.
package aispm.policies.token_budget

decision contains {
	"decision": "block",
	"reason": sprintf("the call is estimated at %d tokens, of which %d are allowed", [input.llm.tokens, most]),
} if {
	input.stage == "llm"
	input.llm.tokens > most
}

decision contains {"decision": "oblige", "reason": "", "obligations": {"rate_limit": limits}} if {
	input.stage == "llm"
	count(limits) > 0
}

most := object.get(input.params, "max_tokens_per_call", 16000)

limits := {name: limit |
	some name, limit in object.union({"budget_tokens_per_day": 500000}, input.params)
	name in {"requests_per_minute", "tokens_per_minute", "budget_tokens_per_day", "budget_usd_per_day"}
	limit != null
}
