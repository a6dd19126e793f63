package io.aispm.api.policy.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.api.policy.PolicyException;
import io.aispm.api.policy.Replay;
import io.aispm.contract.agent.AgentId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a person sends to have a policy replayed, with whatever type each field came in. */
record ReplayBody(
        @Nullable Object limit,
        @Nullable Object cursor,
        @JsonProperty("agent_id") @Nullable Object agentId,
        @Nullable Object version,
        @Nullable Object rego,
        @Nullable Object params) {

    private static final int TURNS = 20;
    private static final int MOST_TURNS = 50;

    static ReplayBody empty() {
        return new ReplayBody(null, null, null, null, null, null);
    }

    Replay.Wish wish() {
        var errors = new ArrayList<String>();
        var turns = number("limit", limit, MOST_TURNS, errors);
        var wish = new Replay.Wish(
                turns == null ? TURNS : turns,
                text("cursor", cursor, errors),
                agent(errors),
                number("version", version, Integer.MAX_VALUE, errors),
                text("rego", rego, errors),
                object(errors));
        if (!errors.isEmpty()) {
            throw PolicyException.invalid(errors);
        }
        return wish;
    }

    private @Nullable AgentId agent(List<String> errors) {
        var id = text("agent_id", agentId, errors);
        try {
            return id == null ? null : AgentId.of(id);
        } catch (IllegalArgumentException malformed) {
            errors.add("`agent_id` must be an agent's id.");
            return null;
        }
    }

    private static @Nullable Integer number(String field, @Nullable Object value, int most, List<String> errors) {
        if (value == null || (value instanceof Integer number && number >= 1 && number <= most)) {
            return (Integer) value;
        }
        errors.add(
                "`" + field + "` must be a number from 1" + (most == Integer.MAX_VALUE ? " on." : " to " + most + "."));
        return null;
    }

    private static @Nullable String text(String field, @Nullable Object value, List<String> errors) {
        if (value == null || value instanceof String) {
            return (String) value;
        }
        errors.add("`" + field + "` must be a text.");
        return null;
    }

    private @Nullable Map<String, @Nullable Object> object(List<String> errors) {
        if (params == null) {
            return null;
        }
        if (params instanceof Map<?, ?> fields) {
            var object = new LinkedHashMap<String, @Nullable Object>();
            fields.forEach((name, value) -> object.put(String.valueOf(name), value));
            return object;
        }
        errors.add("`params` must be an object.");
        return null;
    }
}
