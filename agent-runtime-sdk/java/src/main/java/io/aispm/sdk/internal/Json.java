package io.aispm.sdk.internal;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import tools.jackson.databind.json.JsonMapper;

/** JSON and times as the wire has them. */
public final class Json {

    public static final JsonMapper MAPPER = new JsonMapper();

    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");

    private Json() {}

    /** Now, as RFC 3339 in UTC with milliseconds. */
    public static String now(Clock clock) {
        return MILLISECONDS.format(clock.instant().atOffset(ZoneOffset.UTC));
    }
}
