package io.aispm.guard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One text to be judged.
 *
 * @param accepted the same user's accepted messages of the session, oldest first; never refused ones, never replies
 * @param settings the tenant's or agent's
 */
public record Screening(TextKind kind, String text, List<String> accepted, GuardSettings settings) {

    public Screening {
        accepted = List.copyOf(accepted);
    }

    /** A person's message, with the accepted ones before it. */
    public static Screening prompt(String text, List<String> accepted) {
        return new Screening(TextKind.PROMPT, text, accepted, GuardSettings.none());
    }

    /** A text that stands alone. */
    public static Screening of(TextKind kind, String text) {
        return new Screening(kind, text, List.of(), GuardSettings.none());
    }

    /** The same under a block score of its own; null means the platform's. */
    public Screening blockingAt(@Nullable Double score) {
        return under(settings.blockingAt(score));
    }

    /** The same under what a tenant or an agent has set. */
    public Screening under(GuardSettings other) {
        return new Screening(kind, text, accepted, other);
    }
}
