package io.aispm.api.agent.web;

import io.aispm.api.agent.Agent;
import io.aispm.api.agent.AgentException;
import io.aispm.api.agent.PolicyStatus;
import io.aispm.api.agent.life.Changes;
import io.aispm.api.agent.upload.Fields;
import io.aispm.contract.agent.Risk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a person changes about an agent; what is absent stays. */
final class AgentPatch {

    private static final Set<String> KNOWN = Set.of("owner", "description", "risk", "policy_status");

    private final Map<String, @Nullable Object> changes;
    private final @Nullable Risk risk;
    private final @Nullable PolicyStatus policyStatus;

    private AgentPatch(
            Map<String, @Nullable Object> changes, @Nullable Risk risk, @Nullable PolicyStatus policyStatus) {
        this.changes = changes;
        this.risk = risk;
        this.policyStatus = policyStatus;
    }

    static AgentPatch of(Map<String, @Nullable Object> changes) {
        var unknown = changes.keySet().stream()
                .filter(name -> !KNOWN.contains(name))
                .sorted()
                .toList();
        if (!unknown.isEmpty()) {
            throw AgentException.badRequest("unknown_field", "Unknown fields: " + String.join(", ", unknown) + ".");
        }
        var errors = new ArrayList<String>();
        checkText("owner", changes, errors);
        checkText("description", changes, errors);
        var risk = word("risk", "low, medium, high, critical", changes, Risk::of, errors);
        var policyStatus = word("policy_status", "none, partial, full", changes, PolicyStatus::of, errors);
        if (!errors.isEmpty()) {
            throw AgentException.invalid(errors);
        }
        return new AgentPatch(changes, risk, policyStatus);
    }

    Agent apply(Agent agent) {
        return Changes.described(
                agent,
                text("owner", agent.owner()),
                text("description", agent.description()),
                risk == null ? agent.risk() : risk,
                policyStatus == null ? agent.policyStatus() : policyStatus);
    }

    private @Nullable String text(String field, @Nullable String before) {
        return changes.containsKey(field) ? (String) changes.get(field) : before;
    }

    private static void checkText(String field, Map<String, @Nullable Object> changes, List<String> errors) {
        var value = changes.get(field);
        if (value instanceof String text) {
            Fields.tooLong(field, text).ifPresent(errors::add);
        } else if (value != null) {
            errors.add("`" + field + "` must be text or null.");
        }
    }

    private static <T> @Nullable T word(
            String field,
            String words,
            Map<String, @Nullable Object> changes,
            Function<String, T> read,
            List<String> errors) {
        if (!changes.containsKey(field)) {
            return null;
        }
        try {
            if (changes.get(field) instanceof String text) {
                return read.apply(text);
            }
        } catch (IllegalArgumentException unknown) {
            // Told below, with the words that there are.
        }
        errors.add("`" + field + "` must be one of: " + words + ".");
        return null;
    }
}
