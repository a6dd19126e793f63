package io.aispm.sdk.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.aispm.sdk.AispmException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class InboxTests {

    private final MemoryWire wire = new MemoryWire();
    private final Inbox inbox = new Inbox(wire);

    private Turn next() {
        return inbox.take().orElseThrow();
    }

    @Test
    void handsOutASessionsMessagesInOrderAndOthersMeanwhile() {
        wire.say("a1", "a");
        wire.say("a2", "a");
        wire.say("b1", "b");
        inbox.start();

        var first = next();
        assertThat(List.of(first.message().text(), next().message().text())).containsExactly("a1", "b1");
        var third = CompletableFuture.supplyAsync(this::next);
        assertThat(third).isNotDone();
        first.putDown();

        assertThat(third.join().message().text()).isEqualTo("a2");
    }

    @Test
    void handsOutNoMoreThanCanBeHandled() {
        var narrow = new Inbox(wire, 1);
        wire.say("a", "a");
        wire.say("b", "b");
        narrow.start();

        var first = narrow.take().orElseThrow();
        var second = CompletableFuture.supplyAsync(narrow::take);
        await().until(wire.incoming::isEmpty);
        assertThat(second).isNotDone();
        first.putDown();

        assertThat(second.join()).map(turn -> turn.message().text()).contains("b");
    }

    @Test
    void readsNoMoreThanCanWait() {
        for (var number = 0; number < 400; number++) {
            wire.say("m" + number, "s");
        }
        inbox.start();

        await().until(() -> wire.incoming.size() < 150);
        await().during(Duration.ofMillis(100)).until(() -> wire.incoming.size() > 100);
        for (var number = 0; number < 400; number++) {
            var turn = next();
            assertThat(turn.message().text()).isEqualTo("m" + number);
            turn.putDown();
        }
    }

    @Test
    void handlesOnceWhatComesAgain() {
        wire.say("one", "a", "m1");
        wire.say("one", "b", "m1");
        wire.put("\u0000 not json");
        wire.put("[]");
        wire.incoming.add(new Wire.Incoming(0, "the first, read again after an outage"));
        wire.say("last", "c", "m2");
        inbox.start();

        assertThat(List.of(next().message().text(), next().message().text())).containsExactly("one", "last");
    }

    @Test
    void commitsWhatIsHandledAndNotMore() {
        wire.say("a", "a");
        wire.say("b", "b");
        inbox.start();
        var first = next();
        var second = next();

        second.putDown();
        assertThat(wire.committed).isEmpty();
        first.putDown();

        assertThat(wire.committed).containsExactly(2L);
    }

    @Test
    void keepsATurnOpenWhileItsReplyIsWritten() {
        wire.say("a", "a");
        inbox.start();
        var turn = next();
        turn.beginsReply();
        turn.putDown();

        assertThat(inbox.drained(Duration.ofMillis(20))).isFalse();
        turn.endsReply();
        assertThat(inbox.drained(Duration.ZERO)).isTrue();
    }

    @Test
    void handsOutNothingOnceStopped() {
        inbox.start();
        inbox.stop();
        wire.say("late", "a");

        assertThat(inbox.take()).isEqualTo(Optional.empty());
    }

    @Test
    void saysWhyNothingCanBeRead() {
        var broken = new Inbox(new Wire() {
            @Override
            public List<Incoming> receive() {
                throw new AispmException("reading the chat was refused");
            }

            @Override
            public void send(String key, byte[] value) {}

            @Override
            public void commit(long offset) {}

            @Override
            public void close() {}
        });
        broken.start();

        assertThatThrownBy(broken::take).hasMessage("reading the chat was refused");
    }
}
