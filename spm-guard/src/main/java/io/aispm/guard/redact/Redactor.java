package io.aispm.guard.redact;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes the sensitive parts of the chosen kinds out of texts. Immutable; redacting a text whole and redacting it as it
 * arrives ({@link #stream()}) give the same.
 */
public final class Redactor {

    private static final Redactor BY_DEFAULT = new Redactor(SensitiveKind.byDefault());

    private final Set<SensitiveKind> kinds;

    private Redactor(Set<SensitiveKind> kinds) {
        this.kinds = kinds;
    }

    /** For what is redacted without being asked. */
    public static Redactor byDefault() {
        return BY_DEFAULT;
    }

    /** For exactly these kinds. */
    public static Redactor of(Set<SensitiveKind> kinds) {
        var copy = EnumSet.noneOf(SensitiveKind.class);
        copy.addAll(kinds);
        return new Redactor(Collections.unmodifiableSet(copy));
    }

    /** For these kinds besides its own. */
    public Redactor and(Set<SensitiveKind> more) {
        if (kinds.containsAll(more)) {
            return this;
        }
        var all = EnumSet.copyOf(more);
        all.addAll(kinds);
        return of(all);
    }

    /** What it takes out. */
    public Set<SensitiveKind> kinds() {
        return kinds;
    }

    /** Redacts a whole text. */
    public Redaction redact(String text) {
        var stream = stream();
        stream.append(text);
        var clear = stream.advance(true, Integer.MAX_VALUE);
        return new Redaction(clear.text(), clear.kinds());
    }

    /** Redacts every text inside maps and lists, keys left as they are, so that arguments can be recorded. */
    public @Nullable Object redactValue(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> redact(text).text();
            case Map<?, ?> map -> redactMap(map);
            case List<?> list -> list.stream().map(this::redactValue).toList();
            default -> value;
        };
    }

    /** Redacts a text that arrives in pieces. */
    public RedactionStream stream() {
        return new RedactionStream(this);
    }

    private Map<String, @Nullable Object> redactMap(Map<?, ?> map) {
        var redacted = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((key, value) -> redacted.put(String.valueOf(key), redactValue(value)));
        return redacted;
    }
}
