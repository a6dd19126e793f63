package io.aispm.api.chat.store;

import static java.nio.charset.StandardCharsets.UTF_16BE;

/** Text as PostgreSQL can keep it: a NUL doesn't fit, nor does half a surrogate pair. */
final class StorableText {

    private static final char UNKNOWN = '\uFFFD';

    private StorableText() {}

    static String of(String text) {
        var whole = new String(text.getBytes(UTF_16BE), UTF_16BE);
        return whole.indexOf('\0') < 0 ? whole : whole.replace('\0', UNKNOWN);
    }
}
