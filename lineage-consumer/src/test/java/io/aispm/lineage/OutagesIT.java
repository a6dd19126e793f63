package io.aispm.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aispm.contract.lineage.EventType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nothing is lost and nothing is there twice, whatever goes away meanwhile. */
class OutagesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private Platform platform;

    @BeforeEach
    void start() throws Exception {
        platform = new Platform();
    }

    @AfterEach
    void stop() throws Exception {
        platform.close();
    }

    @Test
    void keepsEachEventOnceWhileReplicasComeAndGo() {
        var first = platform.replica();
        var sent = new ArrayList<>(platform.send(3_000));
        var second = platform.replica();
        sent.addAll(platform.send(3_000));
        first.close();
        sent.addAll(platform.send(3_000));
        platform.replica();
        second.close();
        sent.addAll(platform.send(3_000));
        platform.flush();

        awaitAll(sent);
    }

    @Test
    void losesNothingWhenPostgresRestarts() {
        platform.replica();
        var sent = new ArrayList<>(platform.send(2_000));
        platform.database.stop();
        sent.addAll(platform.send(2_000));
        platform.database.startAgain();
        sent.addAll(platform.send(2_000));
        platform.flush();

        awaitAll(sent);
    }

    @Test
    void losesNothingWhenKafkaRestarts() throws InterruptedException {
        platform.replica();
        var sent = new ArrayList<>(platform.send(2_000));
        platform.flush();
        platform.broker.stop();
        var meanwhile = new ArrayList<UUID>();
        var sender = Thread.ofVirtual().start(() -> meanwhile.addAll(platform.send(2_000)));
        platform.broker.startAgain();
        sender.join();
        sent.addAll(meanwhile);
        sent.addAll(platform.send(2_000));
        platform.flush();

        awaitAll(sent);
    }

    /** A payload that no database takes dies; when its cause is mended, a word brings it back. */
    @Test
    void triesDeadLettersAgainOnDemand() {
        var box = platform.replica().getBean(DeadLetterBox.class);
        platform.jdbc()
                .sql("alter table lineage.session_events add constraint no_odd check (source <> 'odd')")
                .update();
        var events = new TestEvents();
        var odd = events.from("odd", EventType.AGENT_LOG, Map.of("message", "do not show"));
        var sent = new ArrayList<UUID>();
        sent.add(odd.eventId());
        platform.send(odd);
        sent.addAll(platform.send(50));
        platform.flush();
        await().atMost(PATIENCE)
                .until(() -> platform.kept().size() == 50 && !box.waiting(10).isEmpty());

        assertThat(box.waiting(10)).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).contains("no_odd").doesNotContain("Failing row", "do not show");
            assertThat(letter.origin()).matches("[0-5]:\\d+");
        });
        assertThat(box.replay()).isEqualTo(new DeadLetterBox.Tried(1, 1));
        assertThat(box.waiting(10)).hasSize(1);
        platform.jdbc()
                .sql("alter table lineage.session_events drop constraint no_odd")
                .update();

        assertThat(box.replay()).isEqualTo(new DeadLetterBox.Tried(1, 0));
        assertThat(box.waiting(10)).isEmpty();
        assertThat(box.replay()).isEqualTo(new DeadLetterBox.Tried(0, 0));
        awaitAll(sent);
    }

    private void awaitAll(List<UUID> sent) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> new HashSet<>(platform.kept()).containsAll(sent));
        assertThat(platform.kept()).containsExactlyInAnyOrderElementsOf(sent);
    }
}
