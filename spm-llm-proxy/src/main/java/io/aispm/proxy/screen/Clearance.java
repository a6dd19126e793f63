package io.aispm.proxy.screen;

import io.aispm.contract.policy.PolicyQuestion;
import io.aispm.guard.redact.SensitiveKind;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Leave to call a model.
 *
 * @param redact what is to be taken out of what goes there and of what comes back
 * @param limits what the agent may use at most, by the names of its settings, where policies oblige it to less
 * @param model the only model that may be called, where policies require one
 * @param guard what the guard said of the prompt, where it was asked
 */
public record Clearance(
        GuardMode mode,
        Set<SensitiveKind> redact,
        Map<String, Double> limits,
        Optional<String> model,
        PolicyQuestion.@Nullable Guard guard) {

    /** What the guard said, in a word; null where it was not asked. */
    public @Nullable String guardVerdict() {
        return guard == null ? null : guard.verdict();
    }

    /** What the policies said, in a word. */
    public String decision() {
        return redact.isEmpty() ? "allow" : "redact";
    }
}
