package io.aispm.contract.lineage;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ties together all that one turn caused: 32 lowercase hex digits, not all zero.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>
 */
public record TraceId(String value) {

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern TRACEPARENT =
            Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
    private static final String NONE = "0".repeat(32);

    public TraceId {
        if (!FORM.matcher(value).matches() || value.equals(NONE)) {
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
        Matcher parts = TRACEPARENT.matcher(header.strip());
        if (!parts.matches() || "ff".equals(parts.group(1)) || NONE.equals(parts.group(2))) {
            return Optional.empty();
        }
        return Optional.of(new TraceId(parts.group(2)));
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
