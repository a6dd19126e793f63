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
            spm_agent_start_seconds_max{application="spm-api",stage="sandbox"} 0.4
            spm_agent_start_seconds_count{stage="import"} 0
            spm_agent_start_seconds_sum{stage="import"} 0.0
            """;

    @Test
    void areTheMeansOfWhatHappenedSince() {
        assertThat(StageTimes.read(AFTER).since(StageTimes.read(BEFORE))).isEqualTo("sandbox 100");
    }

    @Test
    void areNothingWhereNothingIsKnown() {
        assertThat(StageTimes.read("").since(StageTimes.read(""))).isEmpty();
    }
}
