package io.aispm.contract.lineage;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.UUID;

/**
 * Ties together all that one turn caused: 32 lowercase hex digits, not all zero.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>
 */
public record TraceId(String value) {

    private static final int DIGITS = 32;
    private static final String NONE = "0".repeat(DIGITS);

    /** Where the parts of a {@code traceparent} begin: its version, the trace, the parent, its flags; and where they end. */
    private static final int TRACE = 3;

    private static final int PARENT = TRACE + DIGITS + 1;
    private static final int FLAGS = PARENT + 17;
    private static final int END = FLAGS + 2;

    public TraceId {
        if (value.length() != DIGITS || !isHex(value, 0, DIGITS) || value.equals(NONE)) {
            throw new IllegalArgumentException("not a trace id: '" + value + "'");
        }
    }

    /** Reads a trace id; fails with {@link IllegalArgumentException} where it has another form. */
    @JsonCreator
    public static TraceId of(String text) {
        return new TraceId(text);
    }

    /** The trace id with the bits of the given UUID, so that ids made in order stay in order. */
    public static TraceId from(UUID uuid) {
        return new TraceId(uuid.toString().replace("-", ""));
    }

    /** The trace id in a {@code traceparent} header; empty where there is none or it is malformed. */
    public static Optional<TraceId> ofTraceparent(String header) {
        var text = header.strip();
        if (!isTraceparent(text) || text.startsWith("ff") || text.startsWith(NONE, TRACE)) {
            return Optional.empty();
        }
        return Optional.of(new TraceId(text.substring(TRACE, TRACE + DIGITS)));
    }

    /** By hand: each call of a model or tool has one, and an expression takes as long as the rest of reading the header. */
    private static boolean isTraceparent(String text) {
        return text.length() >= END
                && isHex(text, 0, TRACE - 1)
                && text.charAt(TRACE - 1) == '-'
                && isHex(text, TRACE, PARENT - 1)
                && text.charAt(PARENT - 1) == '-'
                && isHex(text, PARENT, FLAGS - 1)
                && text.charAt(FLAGS - 1) == '-'
                && isHex(text, FLAGS, END)
                && (text.length() == END || text.charAt(END) == '-');
    }

    private static boolean isHex(String text, int from, int to) {
        for (var at = from; at < to; at++) {
            var digit = text.charAt(at);
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
                return false;
            }
        }
        return true;
    }

    /** The id of the span that the whole turn is: 16 lowercase hex digits, made of the trace id so that all agree on it. */
    public String rootSpan() {
        return value.substring(16);
    }

    /** The {@code traceparent} of what the turn causes. */
    public String traceparent() {
        return "00-" + value + "-" + rootSpan() + "-01";
    }

    @JsonValue
    @Override
    public String toString() {
        return value;
    }
}
