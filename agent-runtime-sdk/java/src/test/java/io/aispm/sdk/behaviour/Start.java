package io.aispm.sdk.behaviour;

import java.util.Map;

/** One start of an agent: what was minted for it, the group it reads in, and what its bootstrap says. */
record Start(String token, String group, Map<String, String> bootstrap) {}
