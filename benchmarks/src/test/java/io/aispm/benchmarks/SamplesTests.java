package io.aispm.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SamplesTests {

    @Test
    void aQuantileIsTheNearestRank() {
        var samples = new Samples();
        for (var ms = 100; ms >= 1; ms--) {
            samples.addNanos(ms * 1_000_000L);
        }

        assertThat(samples.quantile(0.5)).isEqualTo(50);
        assertThat(samples.quantile(0.95)).isEqualTo(95);
        assertThat(samples.quantile(1)).isEqualTo(100);
    }

    @Test
    void aFigureOverItsLimitIsMissed() {
        assertThat(new Figure("up", 20, 20, "s").isMet()).isTrue();
        assertThat(new Figure("up", 20.1, 20, "s").toString()).endsWith("MISSED");
    }
}
