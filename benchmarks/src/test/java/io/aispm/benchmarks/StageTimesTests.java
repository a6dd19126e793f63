package io.aispm.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class StageTimesTests {

    private static final String BEFORE = """
            # TYPE spm_agent_start_seconds summary
            spm_agent_start_seconds_count{application="spm-api",stage="sandbox"} 2
            spm_agent_start_seconds_sum{application="spm-api",stage="sandbox"} 0.5
            spm_agent_start_seconds_count{stage="import"} 0
            spm_agent_start_seconds_sum{stage="import"} 0.0
            """;
    private static final String AFTER = """
            spm_agent_start_seconds_count{application="spm-api",stage="sandbox"} 4
            spm_agent_start_seconds_sum{application="spm-api",stage="sandbox"} 0.7
            spm_turn_seconds_count{application="spm-api",stage="sandbox"} 9
            spm_turn_seconds_sum{application="spm-api",stage="sandbox"} 99
            spm_agent_start_seconds_max{application="spm-api",stage="sandbox"} 0.4
            spm_agent_start_seconds_count{stage="import"} 0
            spm_agent_start_seconds_sum{stage="import"} 0.0
            """;

    @Test
    void areTheMeansOfWhatHappenedSince() {
        assertThat(StageTimes.read(StageTimes.START, AFTER).since(StageTimes.read(StageTimes.START, BEFORE)))
                .isEqualTo("sandbox 100.0");
    }

    @Test
    void areAddedUpOverTheStagesOfOneStart() {
        var before = StageTimes.read(StageTimes.START, BEFORE);
        var after = StageTimes.read(
                StageTimes.START,
                AFTER.replace("{stage=\"import\"} 0.0", "{stage=\"import\"} 0.04")
                        .replace("{stage=\"import\"} 0\n", "{stage=\"import\"} 1\n"));

        assertThat(after.millisSince(before, List.of("sandbox", "import", "consumer")))
                .isCloseTo(240, within(0.001));
        assertThat(after.count("import") - before.count("import")).isEqualTo(1);
    }

    @Test
    void areNothingWhereNothingIsKnown() {
        assertThat(StageTimes.read(StageTimes.START, "").since(StageTimes.read(StageTimes.START, "")))
                .isEmpty();
    }
}
