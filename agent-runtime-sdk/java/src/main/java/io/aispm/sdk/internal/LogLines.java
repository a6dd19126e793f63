package io.aispm.sdk.internal;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Structured log lines, with what looks like a credential taken out. */
final class LogLines {

    private static final String REDACTED = "[redacted]";
    private static final int SHORTEST_SECRET = 8;
    private static final Pattern WORDS = Pattern.compile("[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\\d+");
    private static final Set<String> CREDENTIALS = Set.of(
            "accesskey",
            "accesstoken",
            "apikey",
            "auth",
            "authorization",
            "bearer",
            "cookie",
            "credential",
            "jwt",
            "pass",
            "passphrase",
            "passwd",
            "privatekey",
            "pwd",
            "token");
    private static final Set<String> KEYS =
            Set.of("access", "api", "auth", "encryption", "master", "private", "secret", "session", "signing");

    private final Clock clock;
    private final Supplier<List<String>> ownSecrets;

    LogLines(Clock clock, Supplier<List<String>> ownSecrets) {
        this.clock = clock;
        this.ownSecrets = ownSecrets;
    }

    String line(String message, @Nullable String trace, Map<String, ?> fields) {
        var document = new LinkedHashMap<String, @Nullable Object>();
        document.put("ts", Json.now(clock));
        document.put("message", message);
        if (trace != null) {
            document.put("trace", trace);
        }
        document.put("fields", cleaned(fields));
        var text = Json.MAPPER.writeValueAsString(document);
        for (var secret : ownSecrets.get()) {
            if (secret.length() >= SHORTEST_SECRET) {
                text = text.replace(secret, REDACTED);
            }
        }
        return text;
    }

    private static Map<String, @Nullable Object> cleaned(Map<?, ?> fields) {
        var clean = new LinkedHashMap<String, @Nullable Object>();
        fields.forEach((name, value) -> clean.put(String.valueOf(name), clean(String.valueOf(name), value)));
        return clean;
    }

    private static @Nullable Object clean(String name, @Nullable Object value) {
        if (value == null || value instanceof Boolean) {
            return value;
        }
        var words = words(name);
        if (value instanceof Number && !words.isEmpty() && words.getLast().equals("token")) {
            return value; // a count of tokens
        }
        if (isCredential(words)) {
            return REDACTED;
        }
        return switch (value) {
            case Map<?, ?> inner -> cleaned(inner);
            case Iterable<?> several -> list(several);
            case Number number -> number;
            case CharSequence text -> text.toString();
            default -> String.valueOf(value);
        };
    }

    private static List<@Nullable Object> list(Iterable<?> several) {
        var clean = new ArrayList<@Nullable Object>();
        several.forEach(one -> clean.add(clean("", one)));
        return clean;
    }

    private static List<String> words(String name) {
        return WORDS.matcher(name)
                .results()
                .map(MatchResult::group)
                .map(word -> word.toLowerCase(Locale.ROOT))
                .map(word -> word.endsWith("s") && !word.endsWith("ss") ? word.substring(0, word.length() - 1) : word)
                .toList();
    }

    private static boolean isCredential(List<String> words) {
        for (var place = 0; place < words.size(); place++) {
            var word = words.get(place);
            var named = CREDENTIALS.contains(word) || word.contains("password") || word.contains("secret");
            if (named || (word.equals("key") && place > 0 && KEYS.contains(words.get(place - 1)))) {
                return true;
            }
        }
        return false;
    }
}
