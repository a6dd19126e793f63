package aispm.policies.__SLUG__

# `input` holds stage, agent, user, session, guard and, by its stage, prompt, reply, tool or llm;
# `input.params` holds this policy's own parameters. Without a `decision` this policy has no opinion.
decision := {"decision": "block", "reason": "__REASON__"} if {
	__CONDITION__
}
