package io.aispm.stack.supervise;

import java.time.Duration;
import java.time.Instant;

/** How long to wait before a part that died is started again: longer each time, until it has lived for a while. */
final class Backoff {

    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final Duration LIVED = Duration.ofSeconds(60);

    private Duration next = FIRST;

    Duration afterDeath(Instant started, Instant died) {
        if (Duration.between(started, died).compareTo(LIVED) > 0) {
            next = FIRST;
        }
        var wait = next;
        var doubled = next.multipliedBy(3);
        next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return wait;
    }
}
