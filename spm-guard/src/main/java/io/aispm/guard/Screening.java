package io.aispm.guard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One text to be judged.
 *
 * @param accepted the same user's accepted messages of the session, oldest first; never refused ones, never replies
 * @param blockScore the tenant's or agent's block score; null means the platform's
 */
public record Screening(
        TextKind kind,
        String text,
        List<String> accepted,
        @Nullable Double blockScore) {

    public Screening {
        accepted = List.copyOf(accepted);
    }

    /** A person's message, with the accepted ones before it. */
    public static Screening prompt(String text, List<String> accepted) {
        return new Screening(TextKind.PROMPT, text, accepted, null);
    }

    /** A text that stands alone. */
    public static Screening of(TextKind kind, String text) {
        return new Screening(kind, text, List.of(), null);
    }

    /** The same under a block score of its own; null means the platform's. */
    public Screening blockingAt(@Nullable Double score) {
        return new Screening(kind, text, accepted, score);
    }
}
