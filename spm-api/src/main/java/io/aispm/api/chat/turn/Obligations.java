package io.aispm.api.chat.turn;

import io.aispm.contract.policy.PolicyDecision;
import io.aispm.guard.redact.SensitiveKind;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a policy that decides {@code redact} wants taken out; one that names nothing wants everything out. */
final class Obligations {

    private Obligations() {}

    static Set<SensitiveKind> kinds(PolicyDecision decision) {
        var named = SensitiveKind.named(words(decision.obligations().get("kinds")));
        return named.isEmpty() ? EnumSet.allOf(SensitiveKind.class) : named;
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
