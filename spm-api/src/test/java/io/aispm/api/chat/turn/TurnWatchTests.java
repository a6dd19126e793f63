package io.aispm.api.chat.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.api.agent.AgentChanged;
import io.aispm.api.agent.AgentDeleted;
import io.aispm.api.agent.AgentStopped;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.chat.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TurnWatchTests {

    private final TenantId tenant = new TenantId("t1");
    private final TurnsFixture turns = new TurnsFixture(Duration.ofSeconds(10));

    @Test
    void endsTurnsWhenTheirAgentStops() {
        var turn = begin();

        watch().on(new AgentChanged(tenant, turns.agent(), "ada", Set.of("owner")));
        watch().on(new AgentStopped(tenant, turns.agent()));

        assertThat(code(turn)).isEqualTo("agent_crashed");
    }

    @Test
    void endsTurnsWhenTheirAgentIsDeleted() {
        var turn = begin();

        watch().on(new AgentDeleted(tenant, turns.agent(), "ada"));

        assertThat(code(turn)).isEqualTo("agent_crashed");
        assertThat(turns.steps()).contains("forget");
    }

    @Test
    void endsTurnsWhoseAgentAnotherReplicaLost() {
        var turn = begin();

        watch().look();

        assertThat(code(turn)).isEqualTo("agent_crashed");
    }

    @Test
    void endsTurnsWhenTheInstanceStops() {
        var turn = begin();

        watch().stop();

        assertThat(code(turn)).isEqualTo("agent_error");
    }

    private TurnWatch watch() {
        return new TurnWatch(turns.out().inboxes(), (_, _) -> Optional.empty(), turns.relay());
    }

    private TurnsFixture.Begun begin() {
        var turn = turns.begin("Good morning, agent", new SessionId(UUID.randomUUID()));
        turns.awaitSent("Good morning, agent");
        return turn;
    }

    private static String code(TurnsFixture.Begun turn) {
        List<Frame> frames = turn.frames();
        return ((Frame.Failed) frames.getLast()).refusal().code();
    }
}
