package io.aispm.sdk.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aispm.testkit.SecuredBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an agent may rely on: an SDK in a process of its own, at a real broker with users and rights, through what brokers, processes
 * and platforms do to it.
 */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SdkBehaviour {

    private static final String SESSION = "0197e5a0-2222-7000-8000-000000000001";
    private static final String OTHER = "0197e5a0-2222-7000-8000-000000000002";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private SecuredBroker broker;
    private AgentUnderTest agent;
    private Conversation chat;

    /** How a process that runs the suite's agent begins. */
    abstract List<String> command();

    @BeforeAll
    void startBroker() throws Exception {
        broker = new SecuredBroker();
    }

    @AfterAll
    void stopBroker() throws IOException {
        broker.close();
    }

    @BeforeEach
    void makeAgent() {
        agent = new AgentUnderTest(broker, command());
        chat = agent.chat();
    }

    @AfterEach
    void removeAgent() {
        agent.close();
    }

    @Test
    void beginsWithTheEarliestMessageWhereNothingIsCommitted() {
        var start = agent.admitFromTheBeginning();
        chat.say(SESSION, "say first");
        var second = chat.say(SESSION, "say second");

        agent.run(start);

        assertThat(answerTo(second)).isEqualTo("second");
        assertThat(chat.answers()).containsExactly("first", "second");
    }

    @Test
    void beginsWhereThePlatformCommittedForThisStart() {
        chat.say(SESSION, "say of a turn that has ended");
        var start = agent.admit();
        var sent = chat.say(SESSION, "say sent before the process was there");

        agent.run(start);

        assertThat(answerTo(sent)).isEqualTo("sent before the process was there");
        assertThat(chat.answers()).hasSize(1);
    }

    @Test
    void handlesAMessageThatComesTwiceOnce() {
        agent.run(agent.admit());
        var twice = chat.say(SESSION, "say once");
        chat.deliver(SESSION, twice);
        answerTo(twice);
        chat.deliver(SESSION, twice);

        answerTo(chat.say(SESSION, "say last"));

        assertThat(chat.answers()).containsExactly("once", "last");
    }

    @Test
    void takesUpAgainWhatWasInHandWhenItsProcessWasKilled(@TempDir Path folder) throws IOException {
        var gate = folder.resolve("gate");
        var start = agent.admit();
        var first = agent.run(start);
        answerTo(chat.say(SESSION, "say handled"));
        await().atMost(PATIENCE).until(() -> agent.topics().committed(start.group()) == 1);
        var inHand = chat.say(SESSION, "gate " + gate);
        var waiting = chat.say(SESSION, "say waiting");
        first.awaitLog("gate ");
        first.kill();

        Files.createFile(gate);
        agent.run(start);

        assertThat(answerTo(waiting)).isEqualTo("waiting");
        assertThat(chat.answersTo(inHand)).containsExactly("through");
        assertThat(chat.answers()).containsExactly("handled", "through", "waiting");
    }

    @Test
    void keepsTheOrderOfASessionWhileOthersGoOn(@TempDir Path folder) throws IOException {
        var gate = folder.resolve("gate");
        agent.run(agent.admit());
        chat.say(SESSION, "gate " + gate);
        IntStream.range(0, 10).forEach(index -> chat.say(SESSION, "say " + index));
        var last = chat.say(SESSION, "say last");

        assertThat(answerTo(chat.say(OTHER, "say meanwhile"))).isEqualTo("meanwhile");
        Files.createFile(gate);
        answerTo(last);

        assertThat(chat.answers())
                .containsExactly("meanwhile", "through", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "last");
    }

    @Test
    void cutsAReplyThatIsTooLargeForARecordIntoParts() {
        agent.run(agent.admit());

        assertThat(answerTo(chat.say(SESSION, "write 3000000"))).hasSize(3_000_000);
        assertThat(answerTo(chat.say(SESSION, "whole 3000000"))).hasSize(3_000_000);
    }

    @Test
    void tellsTheAgentOfAReplyThatTheBrokerRefusesAndGoesOn() {
        agent.topics().limitReplies(50_000);
        var process = agent.run(agent.admit());

        assertThat(answerTo(chat.say(SESSION, "whole 90000"))).isEqualTo("too large");
        assertThat(process.log()).contains("the reply was refused");
        assertThat(answerTo(chat.say(SESSION, "say small"))).isEqualTo("small");
    }

    @Test
    void readsAMessageAsLargeAsTheBrokerTakes() {
        agent.run(agent.admit());

        var large = chat.say(SESSION, "measure " + "x".repeat(1_000_000));

        assertThat(answerTo(large)).isEqualTo("1000000");
        assertThat(answerTo(chat.say(SESSION, "say next"))).isEqualTo("next");
    }

    @Test
    void goesOnWhereItWasWhenTheBrokerHasRestarted() {
        var process = agent.run(agent.admit());
        answerTo(chat.say(SESSION, "say before"));

        broker.stop();
        broker.startAgain();
        var after = chat.say(SESSION, "say after");

        assertThat(answerTo(after)).isEqualTo("after");
        answerTo(chat.say(SESSION, "say last"));
        assertThat(chat.answers()).containsExactly("before", "after", "last");
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void deliversAReplyThatWasWrittenWhileTheBrokerWasAway(@TempDir Path folder) throws IOException {
        var gate = folder.resolve("gate");
        var start = agent.admit();
        var process = agent.run(start);
        var inHand = chat.say(SESSION, "gate " + gate);
        process.awaitLog("gate ");

        broker.stop();
        Files.createFile(gate);
        process.awaitLog("passed");
        broker.startAgain();

        assertThat(answerTo(inHand)).isEqualTo("through");
        answerTo(chat.say(SESSION, "say last"));
        assertThat(chat.answers()).containsExactly("through", "last");
        await().atMost(PATIENCE).until(() -> agent.topics().committed(start.group()) == 2);
    }

    @Test
    void worksWithWhatWasMintedForItsStartAndWithNothingOlder() {
        var before = agent.admit();
        var left = agent.run(before);
        assertThat(answerTo(chat.say(SESSION, "who"))).isEqualTo(String.valueOf(left.pid()));

        // The platform could not end that process; what it holds is ended, and the restart cuts what it has open.
        var now = agent.admit();
        broker.stop();
        broker.startAgain();
        var fresh = agent.run(now);
        var asked = chat.say(SESSION, "who");

        assertThat(answerTo(asked)).isEqualTo(String.valueOf(fresh.pid()));
        var last = chat.say(SESSION, "say last");
        answerTo(last);
        assertThat(chat.answersTo(asked)).hasSize(1);
        assertThat(left.log()).doesNotContain("say last");
        var late = agent.run(before);
        assertThat(late.exit()).isNotZero();
        assertThat(late.log()).contains("bootstrap was refused with 401").doesNotContain(before.token());
    }

    @Test
    void finishesTheTurnInHandBeforeItLeaves(@TempDir Path folder) throws IOException {
        var gate = folder.resolve("gate");
        var start = agent.admit();
        var process = agent.run(start);
        var inHand = chat.say(SESSION, "gate " + gate);
        var waiting = chat.say(SESSION, "say waiting");
        process.awaitLog("gate ");

        process.terminate();
        Files.createFile(gate);

        assertThat(answerTo(inHand)).isEqualTo("through");
        process.exit();
        assertThat(agent.topics().committed(start.group())).isEqualTo(1);
        assertThat(chat.answersTo(waiting)).isEmpty();
    }

    private String answerTo(String trace) {
        try {
            return chat.answerTo(trace);
        } catch (AssertionError none) {
            throw new AssertionError(none.getMessage() + "; the agent wrote:\n" + agent.log(), none);
        }
    }
}
