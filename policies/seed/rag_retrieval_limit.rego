# METADATA
# title: RAG-Retrieval-Limit
# custom:
#   type: data-access
# description: |
#   Bounds what an agent draws from documents and searches: how many results at once, how long a question, no question for
#   everything, and so many calls in a minute.
package aispm.policies.rag_retrieval_limit

decision contains blocked(sprintf("%d results were asked for, of which %d are allowed", [asked, most])) if {
	retrieves
	asked > most
}

decision contains blocked(sprintf("the question is longer than %d characters", [longest])) if {
	retrieves
	count(question) > longest
}

decision contains blocked("a question for everything is none") if {
	retrieves
	not regex.match(`[\pL\pN]{2}`, question)
}

decision contains {
	"decision": "redact",
	"reason": "what is retrieved is masked",
	"obligations": {"kinds": kinds},
} if {
	retrieves
	kinds := object.get(input.params, "mask", [])
	count(kinds) > 0
}

decision contains {
	"decision": "oblige",
	"reason": "",
	"obligations": {"rate_limit": {"requests_per_minute": object.get(input.params, "calls_per_minute", 30)}},
} if {
	retrieves
}

retrieves if {
	input.stage == "tools"
	some pattern in object.get(input.params, "tools", ["knowledge_search", "web_fetch"])
	glob.match(pattern, ["."], input.tool.name)
}

asked := input.tool.args.max_results if is_number(input.tool.args.max_results)

question := input.tool.args.query if is_string(input.tool.args.query)

most := object.get(input.params, "max_results", 5)

longest := object.get(input.params, "max_query_chars", 500)

blocked(reason) := {"decision": "block", "reason": reason}
