package io.aispm.mcp.tool;

import io.aispm.contract.policy.PolicyDecision;
import io.aispm.guard.redact.RedactionDuty;
import io.aispm.guard.redact.Redactor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What policies want taken out of a call: it goes to the tool neither in its arguments, nor to the agent in its result. */
record Mask(Redactor redactor) {

    static Mask of(PolicyDecision decision) {
        return new Mask(Redactor.of(RedactionDuty.of(decision)));
    }

    /** The arguments as they go to the tool. */
    Map<String, @Nullable Object> arguments(Map<String, @Nullable Object> arguments) {
        if (redactor.kinds().isEmpty()) {
            return arguments;
        }
        Map<String, @Nullable Object> masked = new LinkedHashMap<>();
        arguments.forEach((key, value) -> masked.put(key, redactor.redactValue(value)));
        return masked;
    }

    /** The result as it goes to the agent. */
    ToolAnswer.Answered result(ToolAnswer.Answered answer) {
        if (redactor.kinds().isEmpty()) {
            return answer;
        }
        var structured = answer.structured();
        return new ToolAnswer.Answered(
                structured == null ? null : masked(structured),
                answer.texts().stream()
                        .map(text -> redactor.redact(text).text())
                        .toList(),
                answer.isError(),
                answer.untrusted());
    }

    private Map<String, Object> masked(Map<String, Object> result) {
        Map<String, Object> masked = new LinkedHashMap<>();
        result.forEach((key, value) ->
                masked.put(key, Objects.requireNonNull(redactor.redactValue(value), "a result has no nulls")));
        return masked;
    }
}
