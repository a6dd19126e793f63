package io.aispm.proxy.limit;

import java.time.Duration;
import java.util.Optional;

/** An allowance per minute that refills all the time and saves up at most one minute's worth. */
final class Bucket {

    private static final double MILLIS_PER_MINUTE = 60_000;

    private double left;
    private double perMinute;
    private long at;

    Bucket(double perMinute, long now) {
        this.left = perMinute;
        this.perMinute = perMinute;
        this.at = now;
    }

    /** Takes the amount; where too little is left, takes nothing and tells how long to wait. */
    synchronized Optional<Duration> take(double amount, double allowedPerMinute, long now) {
        refill(allowedPerMinute, now);
        var needed = Math.min(amount, perMinute);
        if (left < needed) {
            return Optional.of(Duration.ofMillis((long) Math.ceil((needed - left) / perMinute * MILLIS_PER_MINUTE)));
        }
        left -= amount;
        return Optional.empty();
    }

    /** Takes more, or gives back, once it is known what was really used. */
    synchronized void settle(double difference) {
        left = Math.min(perMinute, left - difference);
    }

    private void refill(double allowedPerMinute, long now) {
        left = Math.min(allowedPerMinute, left + (now - at) * perMinute / MILLIS_PER_MINUTE);
        perMinute = allowedPerMinute;
        at = now;
    }
}
