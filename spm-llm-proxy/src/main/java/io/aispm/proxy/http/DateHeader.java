package io.aispm.proxy.http;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The time as answers tell it, which changes once a second. */
final class DateHeader {

    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Clock clock;
    private volatile Told told = new Told(0, "");

    DateHeader(Clock clock) {
        this.clock = clock;
    }

    private record Told(long second, String text) {}

    String now() {
        var second = clock.millis() / 1_000;
        var latest = told;
        if (latest.second() != second) {
            latest = new Told(second, FORM.format(Instant.ofEpochSecond(second)));
            told = latest;
        }
        return latest.text();
    }
}
