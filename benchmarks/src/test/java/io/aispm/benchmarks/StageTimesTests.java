package io.aispm.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

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
    void areNothingWhereNothingIsKnown() {
        assertThat(StageTimes.read(StageTimes.START, "").since(StageTimes.read(StageTimes.START, "")))
                .isEmpty();
    }
}
