package io.aispm.sdk.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.aispm.sdk.AispmException;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class WiredReplyStreamTests {

    private final MemoryWire wire = new MemoryWire();

    @AutoClose("shutdownNow")
    private final ScheduledExecutorService timers = Executors.newScheduledThreadPool(1);

    private WiredReplyStream stream() {
        return stream(MemoryWire.TRACE);
    }

    private WiredReplyStream stream(@Nullable String trace) {
        return new WiredReplyStream(new Replies(wire, Clock.systemUTC()), timers, "s1", trace, null);
    }

    @Test
    void isPartsInOrderAndTheirEnd() {
        try (var out = stream()) {
            out.write("Hel").write("").write("lo");
        }

        assertThat(wire.texts()).containsExactly("Hel", "lo");
        assertThat(wire.sent())
                .extracting(document -> document.path("index").asInt(-1))
                .containsExactly(0, 1, -1);
        assertThat(wire.sent())
                .extracting(document -> document.path("stream_id").asString())
                .containsOnly(wire.sent().getFirst().path("stream_id").asString());
        assertThat(wire.sent().getLast().path("full_text").asString()).isEqualTo("Hello");
    }

    @Test
    void gathersSmallParts() {
        try (var out = stream()) {
            for (var number = 0; number < 450; number++) {
                out.write("x");
            }
        }

        assertThat(String.join("", wire.texts())).hasSize(450);
        assertThat(wire.texts()).hasSizeLessThan(20);
        assertThat(wire.texts().getFirst()).isEqualTo("x");
    }

    @Test
    void sendsWhatHasBeenGatheredInAPause() {
        try (var out = stream()) {
            out.write("a").write("b");

            await().until(() -> wire.texts().size() == 2);
        }
        assertThat(wire.texts()).containsExactly("a", "b");
    }

    @Test
    void cutsAHugeReplyBetweenCharacters() {
        var smile = "\uD83D\uDE00";
        try (var out = stream()) {
            out.write("x".repeat(99_999) + smile + "y".repeat(100_000));
        }

        assertThat(wire.texts()).extracting(String::length).containsExactly(99_999, 100_000, 2);
        assertThat(String.join("", wire.texts())).contains("x" + smile + "y");
        assertThat(wire.sent().getLast().path("full_text").isNull()).isTrue();
    }

    @Test
    void waitsForTheOtherHalfOfACharacter() {
        try (var out = stream()) {
            out.write("\uD83D").write("\uDE00");
        }

        assertThat(wire.texts()).containsExactly("\uD83D\uDE00");
    }

    @Test
    void isOneWholeReplyWithoutATrace() {
        try (var out = stream(null)) {
            out.write("a").write("b");
        }

        assertThat(wire.sent()).hasSize(1);
        assertThat(wire.sent().getFirst().path("text").asString()).isEqualTo("ab");
        assertThat(wire.sent().getFirst().has("type")).isFalse();
    }

    @Test
    void saysThatItFailed() {
        try (var out = stream()) {
            out.write("half");
            out.fail();
        }

        assertThat(wire.sent().getLast().path("finish_reason").asString()).isEqualTo("error");
    }

    @Test
    void tellsTheWriterThatAnEarlierPartWasRefused() {
        var out = stream();
        out.write("a").write("b");
        wire.refuse();

        assertThatThrownBy(out::close).hasMessage("the reply was refused");
        assertThatThrownBy(() -> out.write("late")).isInstanceOf(AispmException.class);
    }
}
