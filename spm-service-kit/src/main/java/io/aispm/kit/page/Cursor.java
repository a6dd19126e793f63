package io.aispm.kit.page;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.UUID;

/** Where a page of a list ended: the instant and the id of its last row. Opaque on the wire. */
public record Cursor(Instant at, UUID id) {

    /** Instants beyond are none of a row; no database needs to be asked. */
    private static final Instant FIRST = Instant.EPOCH;

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    /** The cursor's text on the wire. */
    public String encode() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((at + "|" + id).getBytes(StandardCharsets.UTF_8));
    }

    /** Reads a cursor; what this service never wrote is a bad request. */
    public static Cursor decode(String text) {
        try {
            var parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\\|", -1);
            if (parts.length != 2) {
                throw BadPageException.cursor();
            }
            var at = Instant.parse(parts[0]);
            if (at.isBefore(FIRST) || at.isAfter(LAST)) {
                throw BadPageException.cursor();
            }
            return new Cursor(at, UUID.fromString(parts[1]));
        } catch (IllegalArgumentException | DateTimeParseException malformed) {
            throw BadPageException.cursor();
        }
    }
}
