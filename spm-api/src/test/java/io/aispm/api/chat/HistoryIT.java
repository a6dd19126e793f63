package io.aispm.api.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aispm.api.SpmApiTest;
import io.aispm.api.agent.Agent;
import io.aispm.api.agent.ScriptedRuntime;
import io.aispm.api.agent.TestAgents;
import io.aispm.api.chat.session.ConversationStore;
import io.aispm.api.chat.session.NewTurn;
import io.aispm.api.chat.turn.Turn;
import io.aispm.api.chat.turn.TurnStore;
import io.aispm.api.identity.TestPeople;
import io.aispm.api.web.AgentListener;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.chat.SessionId;
import io.aispm.contract.lineage.TraceId;
import io.aispm.contract.policy.PolicyQuestion;
import io.aispm.guard.GuardSettings;
import io.aispm.guard.Verdict;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@SpmApiTest
class HistoryIT {

    private final TenantId tenant = TestPeople.tenant();
    private final SessionId session = new SessionId(UUID.randomUUID());
    private final PolicyQuestion.Person ada = new PolicyQuestion.Person("ada", List.of("spm:user"), List.of());

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private AgentListener listener;

    @Autowired
    private TestAgents testAgents;

    @Autowired
    private ScriptedRuntime runtime;

    @Autowired
    private ConversationStore conversations;

    @Autowired
    private TurnStore turns;

    private Agent agent;

    @BeforeEach
    void talk() {
        agent = testAgents.deployed(tenant, "remembers", TestAgents.CODE);
        await().until(() -> !runtime.starts(agent.id()).isEmpty());
        var first = open("first question");
        turns.keepPrompt(first, "first question", Verdict.ALLOW);
        turns.keepReply(first, "first answer", Verdict.ALLOW);
        var refused = open("attack");
        turns.keepPrompt(refused, "attack", Verdict.BLOCK);
        turns.close(refused);
        var current = open("second question");
        turns.keepPrompt(current, "second question", Verdict.FLAG);
    }

    @Test
    void tellsWhatWasLetThroughInItsOrder() {
        assertThat(ask(agent, session.toString(), ""))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$[*].text")
                .asArray()
                .containsExactly("first question", "first answer");
    }

    @Test
    void tellsOfTheOpenTurnWhenAsked() {
        assertThat(ask(agent, session.toString(), "?include_current=true"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$[*].text")
                .asArray()
                .containsExactly("first question", "first answer", "second question");
    }

    @Test
    void tellsTheLastFewWhenAskedForFew() {
        assertThat(ask(agent, session.toString(), "?limit=1"))
                .bodyJson()
                .extractingPath("$[*].role")
                .asArray()
                .containsExactly("agent");
        assertThat(ask(agent, session.toString(), "?limit=0")).hasStatus(400);
        assertThat(ask(agent, session.toString(), "?limit=201")).hasStatus(400);
    }

    @Test
    void knowsNoOtherAgentsConversations() {
        var other = testAgents.deployed(tenant, "curious", TestAgents.CODE);
        await().until(() -> !runtime.starts(other.id()).isEmpty());

        assertThat(ask(other, session.toString(), "")).hasStatus(404);
        assertThat(ask(agent, UUID.randomUUID().toString(), "")).hasStatus(404);
        assertThat(ask(agent, "nonsense", "")).hasStatus(404);
    }

    private Turn open(String text) {
        var trace = TraceId.from(UUID.randomUUID());
        var owner = new ConversationStore.Owner(tenant, agent.id(), "ada");
        var now = Clock.systemUTC().instant();
        assertThat(conversations.open(new NewTurn(owner, session, trace, ada, now, 100, null)))
                .isNotNull();
        return new Turn(tenant, agent.subject(), ada, session, trace, 1, text, List.of(), GuardSettings.none());
    }

    private MvcTestResult ask(Agent asker, String of, String query) {
        return mvc.get()
                .uri("/agents/" + asker.id() + "/sessions/" + of + "/messages" + query)
                .with(asked -> {
                    asked.setLocalPort(listener.port());
                    return asked;
                })
                .header("Authorization", "Bearer " + testAgents.token(asker.id()))
                .exchange();
    }
}
