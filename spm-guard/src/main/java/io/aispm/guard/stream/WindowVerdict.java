package io.aispm.guard.stream;

import io.aispm.guard.redact.SensitiveKind;
import java.util.List;
import java.util.Set;

/** What is to become of a window. */
public sealed interface WindowVerdict {

    /** It may be released. */
    record Pass() implements WindowVerdict {}

    /** It and what follows may be released without these kinds; what was released before stays. */
    record Redact(Set<SensitiveKind> kinds) implements WindowVerdict {}

    /** Neither it nor anything after it may be released; {@code code} and {@code message} are the error frame's. */
    record Stop(String code, String message, List<String> categories) implements WindowVerdict {

        /** A reply that grew one secret, or what looks like one, for too long. */
        static Stop tooMuchHeld() {
            return new Stop("output_blocked", "Reply blocked by output guard.", List.of());
        }
    }
}
