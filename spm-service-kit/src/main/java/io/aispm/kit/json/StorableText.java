package io.aispm.kit.json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Text as PostgreSQL can keep it: neither a NUL nor half a surrogate pair fits, and an event may not escape the record
 * because an agent wrote one.
 */
public final class StorableText {

    private static final char UNKNOWN = '\uFFFD';

    private StorableText() {}

    /** The text, with the replacement character for what doesn't fit. */
    public static String of(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (isOdd(text, at)) {
                return replaced(text);
            }
        }
        return text;
    }

    /** The value, with such text in all keys, fields and items. */
    public static @Nullable Object ofValue(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> of(text);
            case Map<?, ?> fields -> {
                var kept = new LinkedHashMap<String, @Nullable Object>();
                fields.forEach((key, field) -> kept.put(of(String.valueOf(key)), ofValue(field)));
                yield kept;
            }
            case List<?> items -> items.stream().map(StorableText::ofValue).toList();
            default -> value;
        };
    }

    private static String replaced(String text) {
        var kept = new StringBuilder(text);
        for (int at = 0; at < text.length(); at++) {
            if (isOdd(text, at)) {
                kept.setCharAt(at, UNKNOWN);
            }
        }
        return kept.toString();
    }

    private static boolean isOdd(String text, int at) {
        var unit = text.charAt(at);
        if (unit == '\0') {
            return true;
        }
        if (Character.isHighSurrogate(unit)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(unit) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }
}
