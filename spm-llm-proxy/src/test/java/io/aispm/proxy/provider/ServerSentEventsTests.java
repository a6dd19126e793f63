package io.aispm.proxy.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aispm.proxy.LlmException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import okio.Buffer;
import org.junit.jupiter.api.Test;

class ServerSentEventsTests {

    private static List<String> read(String body) throws IOException {
        var events = new ServerSentEvents(new Buffer().writeUtf8(body));
        List<String> read = new ArrayList<>();
        for (var data = events.next(); data != null; data = events.next()) {
            read.add(data);
        }
        return read;
    }

    @Test
    void readsDataOnly() throws IOException {
        assertThat(read(": hello\n\nevent: a\nid: 1\ndata: one\n\nretry: 5\n\ndata:two\n\n"))
                .containsExactly("one", "two");
    }

    @Test
    void joinsLinesOfOneEvent() throws IOException {
        assertThat(read("data: a\ndata: b\ndata:  c\n\n")).containsExactly("a\nb\n c");
    }

    @Test
    void takesBothLineEndsAndAMissingOne() throws IOException {
        assertThat(read("data: a\r\n\r\ndata: b")).containsExactly("a", "b");
    }

    @Test
    void refusesALineThatNeverEnds() {
        var body = "data: " + "x".repeat(5 << 20);

        assertThatThrownBy(() -> read(body)).isInstanceOf(LlmException.class);
    }
}
