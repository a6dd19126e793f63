package io.aispm.sdk.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** To the letter what the services and the Python SDK read and write. */
class RepliesTests {

    private static final String SESSION = "0197e5a0-2222-7000-8000-000000000002";
    private static final String TRACE = MemoryWire.TRACE;

    private final List<String> sent = new ArrayList<>();

    private Replies at(String moment) {
        var wire = new Wire() {
            @Override
            public List<Incoming> receive() {
                return List.of();
            }

            @Override
            public void send(String key, byte[] value) {
                assertThat(key).isEqualTo(SESSION);
                sent.add(Json.MAPPER.readTree(value).toString());
            }

            @Override
            public void commit(long offset) {}

            @Override
            public void close() {}
        };
        return new Replies(wire, Clock.fixed(Instant.parse(moment), ZoneOffset.UTC));
    }

    @Test
    void writesAWholeReplyAsTheGoldenOne() {
        at("2026-04-25T10:00:02Z").whole(SESSION, "Hello", TRACE);

        assertThat(sent).containsExactly(Golden.text("chat-out.whole.json"));
    }

    @Test
    void writesPartsAndTheirEndAsTheGoldenOnes() {
        var stream = new Replies.Stream(SESSION, TRACE, "s-1");

        at("2026-04-25T10:00:01Z").delta(stream, "Hel", 0);
        at("2026-04-25T10:00:02Z").done(stream, "Hello", "stop");

        assertThat(sent).containsExactly(Golden.text("chat-out.delta.json"), Golden.text("chat-out.done.json"));
    }

    @Test
    void leavesOutATraceThatThereIsNone() {
        at("2026-04-25T10:00:02Z").whole(SESSION, "Hello", null);

        assertThat(sent.getFirst()).doesNotContain("trace_id");
    }
}
