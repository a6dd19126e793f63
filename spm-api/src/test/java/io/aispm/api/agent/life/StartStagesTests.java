package io.aispm.api.agent.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aispm.api.agent.life.StartStages.Stage;
import io.aispm.contract.agent.AgentId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StartStagesTests {

    private final AgentId agent = new AgentId(new UUID(0, 7));
    private final AtomicLong now = new AtomicLong(5);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final StartStages stages = new StartStages(metrics, now::get);

    @Test
    void noteWhatAnAgentDoesByItself() {
        stages.spawned(agent);
        pass(80);
        stages.bootstrapped(agent);
        pass(30);
        stages.ready(agent);

        assertThat(millis(Stage.IMPORT)).isEqualTo(80);
        assertThat(millis(Stage.CONSUMER)).isEqualTo(30);
    }

    @Test
    void countAStageOnceHoweverOftenAnAgentAsks() {
        stages.spawned(agent);
        stages.bootstrapped(agent);
        pass(10);
        stages.bootstrapped(agent);
        stages.ready(agent);
        pass(10);
        stages.ready(agent);

        assertThat(count(Stage.IMPORT)).isEqualTo(1);
        assertThat(count(Stage.CONSUMER)).isEqualTo(1);
    }

    @Test
    void knowNothingOfAnAgentThatAnotherReplicaMade() {
        stages.bootstrapped(agent);
        stages.ready(agent);

        assertThat(count(Stage.IMPORT)).isZero();
        assertThat(count(Stage.CONSUMER)).isZero();
    }

    @Test
    void noteWorkThatFailed() {
        assertThatThrownBy(() -> stages.time(Stage.RIGHTS, () -> {
                    pass(20);
                    throw new IllegalStateException("away");
                }))
                .hasMessage("away");

        assertThat(millis(Stage.RIGHTS)).isEqualTo(20);
    }

    private void pass(long millis) {
        now.addAndGet(Duration.ofMillis(millis).toNanos());
    }

    private double millis(Stage stage) {
        return metrics.get("spm.agent.start").tag("stage", word(stage)).timer().totalTime(TimeUnit.MILLISECONDS);
    }

    private long count(Stage stage) {
        return metrics.get("spm.agent.start").tag("stage", word(stage)).timer().count();
    }

    private static String word(Stage stage) {
        return stage.name().toLowerCase(Locale.ROOT);
    }
}
