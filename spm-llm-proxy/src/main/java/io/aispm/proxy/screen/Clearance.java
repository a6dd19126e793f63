package io.aispm.proxy.screen;

import io.aispm.contract.policy.PolicyQuestion;
import io.aispm.guard.redact.SensitiveKind;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Leave to call a model.
 *
 * @param guard what the guard said of the prompt, where it was asked
 * @param redact what is to be taken out of what goes there and of what comes back
 */
public record Clearance(GuardMode mode, Set<SensitiveKind> redact, PolicyQuestion.@Nullable Guard guard) {

    /** What the guard said, in a word; null where it was not asked. */
    public @Nullable String guardVerdict() {
        return guard == null ? null : guard.verdict();
    }

    /** What the policies said, in a word. */
    public String decision() {
        return redact.isEmpty() ? "allow" : "redact";
    }
}
