package io.aispm.api.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aispm.api.SpmApiTest;
import io.aispm.api.chat.session.ConversationStore;
import io.aispm.api.chat.session.NewTurn;
import io.aispm.api.chat.session.Opening;
import io.aispm.api.identity.TestPeople;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.chat.SessionId;
import io.aispm.contract.lineage.TraceId;
import io.aispm.contract.policy.PolicyQuestion;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpmApiTest
class LimitsIT {

    private final TenantId tenant = TestPeople.tenant();
    private final AgentId agent = new AgentId(UUID.randomUUID());
    private final SessionId session = new SessionId(UUID.randomUUID());

    @Autowired
    private ConversationStore conversations;

    @Autowired
    private OpenTurns openTurns;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void aSessionBelongsToOneUserForEver() {
        assertThat(open(session, "ada", 100, null)).isEqualTo(new Opening.Opened(1));

        assertThat(open(session, "bob", 100, null)).isEqualTo(new Opening.Foreign());
        var elsewhere = new ConversationStore.Owner(tenant, new AgentId(UUID.randomUUID()), "ada");
        assertThat(open(elsewhere, session, 100, null)).isEqualTo(new Opening.Foreign());
        var stranger = new ConversationStore.Owner(TestPeople.tenant(), agent, "ada");
        assertThat(open(stranger, session, 100, null)).isEqualTo(new Opening.Foreign());
    }

    @Test
    void turnsAreOpenInOnlySoManySessions() {
        open(session, "ada", 2, null);
        open(new SessionId(UUID.randomUUID()), "ada", 2, null);

        assertThat(open(new SessionId(UUID.randomUUID()), "ada", 2, null)).isEqualTo(new Opening.TooManySessions(2));
        assertThat(open(session, "ada", 2, null)).isInstanceOf(Opening.Opened.class);
    }

    @Test
    void turnsThatBeginTogetherKeepToTheLimitToo() throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var openings = threads.invokeAll(IntStream.range(0, 20)
                    .<Callable<Opening>>mapToObj(_ -> () -> open(new SessionId(UUID.randomUUID()), "ada", 100, 5))
                    .toList());
            var opened = 0;
            for (var opening : openings) {
                opened += opening.get() instanceof Opening.Opened ? 1 : 0;
            }
            assertThat(opened).isEqualTo(5);
        }
    }

    @Test
    void turnsOfADeadInstanceAreClosed() {
        open(session, "ada", 100, null);
        var dead = UUID.randomUUID();
        jdbc.sql("update chat.open_turns set instance_id = :dead where agent_id = :agent")
                .param("dead", dead)
                .param("agent", agent.value())
                .update();
        assertThat(openTurns.only(agent)).isPresent();

        await().until(() -> openTurns.only(agent).isEmpty());
    }

    private Opening open(SessionId of, String user, int mostSessions, @Nullable Integer mostTurns) {
        return open(new ConversationStore.Owner(tenant, agent, user), of, mostSessions, mostTurns);
    }

    private Opening open(ConversationStore.Owner owner, SessionId of, int mostSessions, @Nullable Integer mostTurns) {
        var trace = TraceId.from(UUID.randomUUID());
        var person = new PolicyQuestion.Person(owner.user(), List.of(), List.of());
        var now = Clock.systemUTC().instant();
        return conversations.open(new NewTurn(owner, of, trace, person, now, mostSessions, mostTurns));
    }
}
