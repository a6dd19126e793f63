package io.aispm.proxy.route;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads the open maps of a call's context: settings, the runtime row and an integration's fields. */
public final class Values {

    private Values() {}

    /** A text, or null where it is absent, blank or no text. */
    public static @Nullable String text(Map<String, @Nullable Object> values, String name) {
        return values.get(name) instanceof String text && !text.isBlank() ? text.strip() : null;
    }

    /** A positive whole number; empty where there is none. */
    public static OptionalLong positive(Map<String, @Nullable Object> values, String name) {
        return values.get(name) instanceof Number number && number.longValue() > 0
                ? OptionalLong.of(number.longValue())
                : OptionalLong.empty();
    }

    /** A list of texts, stored as a list or as one text with commas or line breaks. */
    public static List<String> list(Map<String, @Nullable Object> values, String name) {
        return switch (values.get(name)) {
            case String text -> clean(Arrays.asList(text.split("[,\\n]")));
            case Collection<?> many ->
                clean(many.stream()
                        .filter(Objects::nonNull)
                        .map(String::valueOf)
                        .toList());
            case null, default -> List.of();
        };
    }

    private static List<String> clean(List<String> texts) {
        return texts.stream().map(String::strip).filter(text -> !text.isEmpty()).toList();
    }
}
