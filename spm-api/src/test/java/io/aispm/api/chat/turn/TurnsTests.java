package io.aispm.api.chat.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.chat.AgentReply;
import io.aispm.contract.chat.SessionId;
import io.aispm.contract.lineage.LineageEvent;
import io.aispm.contract.policy.PolicyDecision;
import io.aispm.contract.policy.Stage;
import io.aispm.kit.policy.PolicyAnswer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TurnsTests {

    private TurnsFixture turns = new TurnsFixture(Duration.ofSeconds(10));

    @Test
    void answersInTheContractsOrder() {
        turns.agentSays((message, out) -> out.whole(message, "You said: " + message.text()));

        var frames = turns.take("Good morning, agent");

        assertThat(frames)
                .hasExactlyElementsOfTypes(Frame.Session.class, Frame.Token.class, Frame.Done.class)
                .endsWith(new Frame.Done("You said: Good morning, agent", "stop"));
        assertThat(turns.steps()).containsExactly("keep user allow", "listen", "send", "keep agent allow", "leave");
        assertThat(turns.lineage())
                .extracting(LineageEvent::eventType)
                .containsExactly(
                        "GuardDecision",
                        "PolicyDecision",
                        "AgentChatMessage",
                        "GuardDecision",
                        "PolicyDecision",
                        "AgentChatMessage");
        assertThat(turns.lineage()).extracting(LineageEvent::correlationId).containsOnly(turns.lastTrace());
    }

    @Test
    void refusesWhatTheGuardBlocksBeforeAnybodyElseSeesIt() {
        turns.guardFinds("attack", 0.9, "S2", "S14");

        var frames = turns.take("this is an attack");

        assertThat(failure(frames).code()).isEqualTo("guard_blocked");
        assertThat(failure(frames).text()).isEqualTo("Prompt blocked by safety guard. (S2, S14)");
        assertThat(turns.questions()).isEmpty();
        assertThat(turns.steps()).containsExactly("keep user block", "close");
        assertThat(turns.lineage())
                .extracting(LineageEvent::eventType)
                .containsExactly("GuardDecision", "AgentChatMessage");
    }

    @Test
    void refusesEverythingWhileTheGuardIsAway() {
        turns.guardIsAway();

        assertThat(failure(turns.take("Good morning, agent")).code()).isEqualTo("guard_unavailable");
    }

    @Test
    void lowersTheBlockPointWhereTheTenantDoes() {
        turns.guardFinds("doubtful", 0.4);
        turns.agentSays((message, out) -> out.whole(message, "fine"));

        assertThat(turns.take("a doubtful message").getLast()).isInstanceOf(Frame.Done.class);
        turns.blockScore(0.3);
        assertThat(failure(turns.take("a doubtful message")).code()).isEqualTo("guard_blocked");
    }

    @Test
    void refusesWhatAPolicyBlocksAndSaysWhy() {
        turns.policySays(Stage.PROMPT, decision("block", "no weather talk", Map.of()));

        var failure = failure(turns.take("How is the weather?"));

        assertThat(failure.code()).isEqualTo("policy_blocked");
        assertThat(failure.text()).isEqualTo("Blocked by policy: no weather talk");
        assertThat(failure.policy()).isEqualTo("p1");
    }

    @Test
    void letsNothingPassThatNeedsAnApproval() {
        turns.policySays(Stage.PROMPT, decision("escalate", "ask first", Map.of()));

        var failure = failure(turns.take("Good morning, agent"));

        assertThat(failure.code()).isEqualTo("approval_required");
        assertThat(failure.approval()).isEqualTo("approval-1");
        assertThat(turns.steps()).doesNotContain("send");
    }

    @Test
    void letsAPromptPassThatWasApproved() {
        turns.policySays(Stage.PROMPT, decision("escalate", "ask first", Map.of()));
        turns.agentSays((message, out) -> out.whole(message, "good morning"));
        turns.personApproves();

        assertThat(turns.take("Good morning, agent").getLast()).isEqualTo(new Frame.Done("good morning", "stop"));
    }

    @Test
    void withholdsAReplyUntilItIsApprovedAndThenAsksNoAgent() {
        turns.policySays(Stage.OUTPUT, decision("escalate", "ask first", Map.of()));
        turns.agentSays((message, out) -> out.whole(message, "the whole long answer"));

        var failure = failure(turns.take("Tell me all"));
        assertThat(failure.code()).isEqualTo("approval_required");
        assertThat(failure.approval()).isEqualTo("approval-2");
        assertThat(turns.withheld()).containsExactly("the whole long answer");

        turns.personApproves();
        turns.agentSays((message, out) -> out.whole(message, "another answer"));
        assertThat(turns.take("Tell me all").getLast()).isEqualTo(new Frame.Done("the whole long answer", "stop"));
    }

    @Test
    void judgesAnApprovedReplyByTheGuardOnceMore() {
        turns.policySays(Stage.OUTPUT, decision("escalate", "ask first", Map.of()));
        turns.agentSays((message, out) -> out.whole(message, "a bomb in the answer"));
        turns.take("Tell me all");
        turns.personApproves();
        turns.guardFinds("bomb", 0.9, "S9");

        assertThat(failure(turns.take("Tell me all")).code()).isEqualTo("output_blocked");
    }

    @Test
    void refusesEverythingWhileThePoliciesCannotDecide() {
        turns.policySays(Stage.PROMPT, new PolicyAnswer.Unavailable("no engine", "p7", Duration.ZERO));

        var failure = failure(turns.take("Good morning, agent"));

        assertThat(failure.code()).isEqualTo("policy_unavailable");
        assertThat(failure.policy()).isEqualTo("p7");
    }

    @Test
    void sendsAPromptWithoutWhatAPolicyTakesOut() {
        turns.policySays(Stage.PROMPT, decision("redact", "no addresses", Map.of("kinds", List.of("email"))));
        turns.agentSays((message, out) -> out.whole(message, "thanks"));

        turns.take("Write to ada@example.org please");

        assertThat(turns.sent().text()).isEqualTo("Write to [redacted: email] please");
    }

    @Test
    void takesOutWhatADutyNamesAlsoOfAnApprovedPrompt() {
        turns.policySays(Stage.PROMPT, decision("escalate", "ask", Map.of("kinds", List.of("email"))));
        turns.personApproves();
        turns.agentSays((message, out) -> out.whole(message, "thanks"));

        turns.take("Write to ada@example.org please");

        assertThat(turns.sent().text()).isEqualTo("Write to [redacted: email] please");
    }

    @Test
    void holdsAnAgentToTheRateThatAPolicyObligesItTo() {
        turns.agentSays((message, out) -> out.whole(message, "hi"));
        turns.policySays(Stage.PROMPT, decision("allow", "", Map.of("rate_limit", Map.of("requests_per_minute", 1))));
        turns.take("Good morning, agent");

        var failure = failure(turns.take("Good evening, agent"));

        assertThat(failure.code()).isEqualTo("policy_blocked");
        assertThat(failure.text()).isEqualTo("Blocked by policy: more than 1 prompts in a minute");
    }

    @Test
    void tellsPoliciesWhatTheGuardSawAndWhetherAReplyHasEnded() {
        turns.agentSays((message, out) -> {
            out.delta(message, 0, "a ".repeat(100));
            out.done(message);
        });

        turns.take("Good morning, agent");

        assertThat(turns.questions().getFirst().replyEnded()).isNull();
        assertThat(turns.questions().getFirst().guard())
                .satisfies(guard -> assertThat(guard.signals()).isNotNull());
        assertThat(turns.questions().getLast().stage()).isEqualTo(Stage.OUTPUT);
        assertThat(turns.questions().getLast().replyEnded()).isTrue();
    }

    @Test
    void keepsNoSecretThatAPersonTyped() {
        turns.agentSays((message, out) -> out.whole(message, "thanks"));

        turns.take("My card is 4111 1111 1111 1111, keep it");

        assertThat(turns.sent().text()).contains("4111 1111 1111 1111");
        assertThat(turns.kept()).noneMatch(text -> text.contains("4111"));
        assertThat(turns.lineage().toString()).doesNotContain("4111 1111");
    }

    @Test
    void withholdsAReplyThatTheGuardBlocks() {
        turns.guardFinds("poisonous", 0.9, "S2");
        turns.agentSays((message, out) -> out.whole(message, "a poisonous reply"));

        var frames = turns.take("Good morning, agent");

        assertThat(failure(frames).code()).isEqualTo("output_blocked");
        assertThat(failure(frames).text()).isEqualTo("Reply blocked by output guard.");
        assertThat(frames).noneMatch(Frame.Token.class::isInstance);
        assertThat(turns.steps()).endsWith("keep agent block", "leave");
    }

    @Test
    void stopsAReplyMidwayAndKeepsWhatWasReleased() {
        turns.guardFinds("poisonous", 0.9, "S2");
        var turn = turns.begin("Good morning, agent", new SessionId(UUID.randomUUID()));
        var message = turns.awaitSent("Good morning, agent");
        turns.out().delta(message, 0, "A harmless beginning. ".repeat(5));
        turn.awaitFrame(Frame.Token.class);
        turns.out().delta(message, 1, "Then something poisonous. ".repeat(5));

        assertThat(failure(turn.frames()).code()).isEqualTo("output_blocked");
        assertThat(turns.kept().getLast()).startsWith("A harmless").doesNotContain("poisonous");
        assertThat(turns.steps()).endsWith("keep agent block", "leave");
    }

    @Test
    void stopsAReplyThatAPolicyBlocks() {
        turns.policySays(Stage.OUTPUT, decision("block", "not that", Map.of()));
        turns.agentSays((message, out) -> out.whole(message, "that"));

        assertThat(failure(turns.take("Good morning, agent")).code()).isEqualTo("policy_blocked");
    }

    @Test
    void takesAKeyOutOfAReply() {
        turns.agentSays((message, out) -> out.whole(message, "Use 4111 1111 1111 1111 to pay."));

        var frames = turns.take("Good morning, agent");

        assertThat(frames).anyMatch(Frame.Redacted.class::isInstance);
        assertThat(((Frame.Done) frames.getLast()).text()).contains("[redacted: payment_card]");
    }

    @Test
    void endsWhenTheAgentSaysNothing() {
        turns = new TurnsFixture(Duration.ofMillis(200));
        turns.agentSays((message, out) -> {});

        var failure = failure(turns.take("Good morning, agent"));

        assertThat(failure.code()).isEqualTo("agent_timeout");
        assertThat(failure.text()).isEqualTo("Agent did not respond within 0.2s.");
        assertThat(turns.steps()).endsWith("close", "leave");
        assertThat(turns.pings()).isPositive();
    }

    @Test
    void neverShowsALateAnswerToAnotherTurn() {
        turns = new TurnsFixture(Duration.ofMillis(200));
        turns.agentSays((message, out) -> {});
        turns.take("The first question");
        var late = turns.sent();
        turns.agentSays((message, out) -> {
            out.whole(late, "the late answer");
            out.whole(message, "the second answer");
        });

        assertThat(turns.take("The second question").getLast()).isEqualTo(new Frame.Done("the second answer", "stop"));
    }

    @Test
    void endsWhenTheAgentCrashes() {
        turns.agentSays((message, out) -> out.inboxes().failAll(turns.agent(), Refusal.crashed()));

        assertThat(failure(turns.take("Good morning, agent")).code()).isEqualTo("agent_crashed");
    }

    @Test
    void endsWhenTheMessageDoesNotArrive() {
        turns.kafkaIsAway();

        assertThat(failure(turns.take("Good morning, agent")).code()).isEqualTo("kafka_unavailable");
    }

    @Test
    void tellsThatTheAgentItselfFailed() {
        turns.agentSays((message, out) -> {
            out.delta(message, 0, "I beg");
            out.done(message, "error");
        });

        assertThat(failure(turns.take("Good morning, agent")).code()).isEqualTo("agent_error");
    }

    @Test
    void endsAReplyThatNeverEnds() {
        turns.agentSays((message, out) -> out.whole(message, "x".repeat(200_001)));

        assertThat(failure(turns.take("Good morning, agent")).code()).isEqualTo("agent_error");
    }

    @Test
    void endsAnswerableEvenWhenTheDatabaseFails() {
        turns.databaseIsAway();

        assertThat(failure(turns.take("Good morning, agent")).code()).isEqualTo("agent_error");
    }

    @Test
    void judgesAShortMessageTogetherWithWhatWasAcceptedBefore() {
        turns.guardFinds("how to make a bomb", 0.9, "S9");
        turns.accepted("how to", "make a");

        assertThat(failure(turns.take("bomb")).code()).isEqualTo("guard_blocked");
        turns.accepted();
        turns.agentSays((message, out) -> out.whole(message, "pardon?"));
        assertThat(turns.take("bomb").getLast()).isInstanceOf(Frame.Done.class);
    }

    @Test
    void keepsTwoTurnsOfOneAgentApart() throws InterruptedException {
        turns.agentSays((message, out) -> {});
        var one = turns.begin("question one", new SessionId(UUID.randomUUID()));
        var first = turns.awaitSent("question one");
        var two = turns.begin("question two", new SessionId(UUID.randomUUID()));
        var second = turns.awaitSent("question two");

        turns.out().whole(second, "answer two");
        turns.out().whole(first, "answer one");

        assertThat(one.frames().getLast()).isEqualTo(new Frame.Done("answer one", "stop"));
        assertThat(two.frames().getLast()).isEqualTo(new Frame.Done("answer two", "stop"));
    }

    @Test
    void givesAReplyWithoutATraceToTheOldestTurnOfItsSession() throws InterruptedException {
        turns.agentSays((message, out) -> {});
        var session = new SessionId(UUID.randomUUID());
        var one = turns.begin("question one", session);
        turns.awaitSent("question one");
        var two = turns.begin("question two", session);
        turns.awaitSent("question two");

        var answer =
                new AgentReply.Whole(session, "answer one", Clock.systemUTC().instant(), null);
        turns.out().inboxes().deliver(turns.agent(), answer);
        turns.out().inboxes().deliver(turns.agent(), answer);
        turns.out().inboxes().deliver(turns.agent(), new AgentReply.Whole(session, "answer two", null, null));

        assertThat(one.frames().getLast()).isEqualTo(new Frame.Done("answer one", "stop"));
        assertThat(two.frames().getLast()).isEqualTo(new Frame.Done("answer two", "stop"));
    }

    @Test
    void believesNoOtherAgent() throws InterruptedException {
        turns = new TurnsFixture(Duration.ofMillis(200));
        turns.agentSays((message, out) -> {});
        var turn = turns.begin("question one", new SessionId(UUID.randomUUID()));
        var message = turns.awaitSent("question one");

        var forged = new AgentReply.Whole(message.sessionId(), "forged", null, message.traceId());
        turns.out().inboxes().deliver(new AgentId(UUID.randomUUID()), forged);

        assertThat(failure(turn.frames()).code()).isEqualTo("agent_timeout");
    }

    private static PolicyAnswer decision(String outcome, String reason, Map<String, @Nullable Object> obligations) {
        return new PolicyAnswer.Decided(
                PolicyDecision.of(outcome, reason, List.of("p1"), obligations, "r1"), Duration.ofMillis(1));
    }

    private static Refusal failure(List<Frame> frames) {
        assertThat(frames.getLast()).isInstanceOf(Frame.Failed.class);
        return ((Frame.Failed) frames.getLast()).refusal();
    }
}
