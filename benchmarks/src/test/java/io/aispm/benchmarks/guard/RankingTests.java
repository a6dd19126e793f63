package io.aispm.benchmarks.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankingTests {

    private static final double[] HARMLESS = {0.1, 0.2, 0.3, 0.4};

    @Test
    void blocksNoMoreThanItMay() {
        assertThat(Ranking.from(Ranking.pointAt(0.01, HARMLESS), HARMLESS).part())
                .isZero();
        assertThat(Ranking.from(Ranking.pointAt(0.25, HARMLESS), HARMLESS).part())
                .isOne();
    }

    @Test
    void tellsHowWellScoresTellApart() {
        assertThat(Ranking.auroc(new double[] {0.9, 0.8}, HARMLESS)).isEqualTo(1);
        assertThat(Ranking.auroc(new double[] {0.2, 0.2}, HARMLESS)).isCloseTo(0.375, within(1e-9));
    }

    @Test
    void saysHowSureAShareIs() {
        var share = new Share(9, 10);

        assertThat(share.low()).isCloseTo(0.596, within(0.001));
        assertThat(share.high()).isCloseTo(0.982, within(0.001));
        assertThat(new Share(0, 0)).hasToString("");
    }
}
