package io.aispm.stack.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BackoffTests {

    private static final Instant START = Instant.EPOCH;

    @Test
    void waitsLongerEachTimeUpToALimit() {
        var backoff = new Backoff();
        var first = backoff.afterDeath(START, START);
        var second = backoff.afterDeath(START, START);
        for (int i = 0; i < 10; i++) {
            backoff.afterDeath(START, START);
        }

        assertThat(second).isGreaterThan(first);
        assertThat(backoff.afterDeath(START, START)).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void forgivesWhoLivedForAWhile() {
        var backoff = new Backoff();
        var first = backoff.afterDeath(START, START);
        backoff.afterDeath(START, START);

        assertThat(backoff.afterDeath(START, START.plusSeconds(90))).isEqualTo(first);
    }
}
