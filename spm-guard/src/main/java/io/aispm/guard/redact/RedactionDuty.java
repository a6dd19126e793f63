package io.aispm.guard.redact;

import io.aispm.contract.policy.PolicyDecision;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a policy decision wants taken out, at every stage alike. */
public final class RedactionDuty {

    private RedactionDuty() {}

    /**
     * The kinds that {@code obligations.kinds} names, whatever else was decided; a {@code redact} that names none that there
     * is wants everything out.
     */
    public static Set<SensitiveKind> of(PolicyDecision decision) {
        var named = SensitiveKind.named(words(decision.obligations().get("kinds")));
        return named.isEmpty() && decision.decision() == PolicyDecision.Outcome.REDACT
                ? EnumSet.allOf(SensitiveKind.class)
                : named;
    }

    private static Collection<String> words(@Nullable Object value) {
        return switch (value) {
            case Collection<?> some ->
                some.stream().filter(Objects::nonNull).map(Object::toString).toList();
            case String one -> List.of(one);
            case null, default -> List.of();
        };
    }
}
