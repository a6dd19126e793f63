package io.aispm.api.chat.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DepartedReaderTests {

    private final TurnsFixture turns = new TurnsFixture(Duration.ofSeconds(10));

    @Test
    void whoLeavesHasTheTurnClosed() {
        turns.agentSays((message, out) -> {});
        turns.readerLeavesAfter(1);

        turns.take("Good morning, agent");

        assertThat(turns.steps()).endsWith("leave", "close");
    }

    @Test
    void whoIsGoneAtTheFirstFrameHasTheTurnClosed() {
        turns.readerLeavesAfter(0);

        turns.take("Good morning, agent");

        assertThat(turns.steps()).containsExactly("close");
    }
}
