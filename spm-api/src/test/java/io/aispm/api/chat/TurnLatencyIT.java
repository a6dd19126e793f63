package io.aispm.api.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.api.SpmApiTest;
import io.aispm.api.identity.TestPeople;
import io.aispm.contract.agent.RuntimeState;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the platform adds to an echo: far above the goal of 30 ms something waits that need not. */
@SpmApiTest
class TurnLatencyIT {

    private static final Logger log = LoggerFactory.getLogger(TurnLatencyIT.class);
    private static final int WARM_UP = 20;
    private static final int TURNS = 50;

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void noStepWaitsForATimer() throws IOException {
        var tenant = TestPeople.tenant();
        var id = TestAgentRows.insert(jdbc, tenant, RuntimeState.RUNNING);
        var times = LongStream.builder();
        try (var agent = new ScriptedAgent(tenant, id, (message, self) -> self.whole(message, message.text()))) {
            for (int turn = 0; turn < WARM_UP + TURNS; turn++) {
                var person = new ChatClient(port, TestPeople.user(tenant, "user-" + turn / 50));
                var started = System.nanoTime();
                var frames = person.chat(
                        id,
                        Map.of(
                                "message",
                                "Good morning, agent",
                                "session_id",
                                UUID.randomUUID().toString()));
                if (turn >= WARM_UP) {
                    times.add(System.nanoTime() - started);
                }
                assertThat(frames).hasSize(3);
            }
            assertThat(agent.received()).hasSize(WARM_UP + TURNS);
        }
        var sorted = times.build().sorted().toArray();
        var median = Duration.ofNanos(sorted[TURNS / 2]);
        log.warn("Echo turns: p50 {}, p95 {}", median, Duration.ofNanos(sorted[TURNS * 95 / 100]));
        assertThat(median).isLessThan(Duration.ofMillis(150));
    }
}
