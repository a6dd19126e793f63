package io.aispm.api.lineage;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/** How far back a summary looks, and in what stretches it tells the time. */
public enum SummaryWindow {
    HOUR("1h", Duration.ofMinutes(2), 30),
    DAY("24h", Duration.ofMinutes(30), 48),
    WEEK("7d", Duration.ofHours(3), 56),
    MONTH("30d", Duration.ofHours(12), 60);

    private final String word;
    private final Duration bucket;
    private final int buckets;

    SummaryWindow(String word, Duration bucket, int buckets) {
        this.word = word;
        this.bucket = bucket;
        this.buckets = buckets;
    }

    /** The window of a word such as {@code 24h}; fails with {@link LineageException} on an unknown one. */
    public static SummaryWindow named(String word) {
        return Arrays.stream(values())
                .filter(window -> window.word.equals(word))
                .findFirst()
                .orElseThrow(() -> LineageException.unknownWindow(word));
    }

    /** How long a stretch is. */
    public Duration bucket() {
        return bucket;
    }

    /** How many stretches there are. */
    public int buckets() {
        return buckets;
    }

    /** When the first stretch begins, if the last one is under way now; stretches begin at round times. */
    Instant from(Instant now) {
        var seconds = bucket.toSeconds();
        var last = Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond(), seconds) * seconds);
        return last.minus(bucket.multipliedBy(buckets - 1L));
    }
}
