package io.aispm.guard.redact;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What may have to be taken out of a text. */
public enum SensitiveKind {
    API_KEY,
    PRIVATE_KEY,
    JWT,
    PAYMENT_CARD,
    US_SSN,
    EMAIL,
    PHONE,
    IBAN;

    private static final Set<SensitiveKind> BY_DEFAULT =
            Collections.unmodifiableSet(EnumSet.of(API_KEY, PRIVATE_KEY, JWT, PAYMENT_CARD, US_SSN));

    /** What is redacted without being asked: credentials, payment cards and social security numbers. */
    public static Set<SensitiveKind> byDefault() {
        return BY_DEFAULT;
    }

    /** The kinds a policy names by their wire words; words that name none are passed over. */
    public static Set<SensitiveKind> named(Collection<String> words) {
        var kinds = EnumSet.noneOf(SensitiveKind.class);
        for (var kind : values()) {
            if (words.contains(kind.toString())) {
                kinds.add(kind);
            }
        }
        return Collections.unmodifiableSet(kinds);
    }

    /** The wire's word. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What stands in the text in its place. */
    public String marker() {
        return "[redacted: " + this + "]";
    }
}
