package io.aispm.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A server that is asked, and what it is asked.
 *
 * @param headers what it wants besides, by name
 * @param inTurns whether each connection is an agent's that serves a turn, and says so, as the SDK does
 * @param sign a text that is in each right answer which is no stream; null where its status tells
 */
record Target(
        String name,
        int port,
        Map<String, String> headers,
        Question question,
        boolean inTurns,
        @Nullable String sign) {

    private static final AtomicLong NUMBERS = new AtomicLong();

    /** A server that takes chat completions. */
    Target(String name, int port, Map<String, String> headers) {
        this(name, port, headers, Question.COMPLETION, false, null);
    }

    /** What is asked: its path, and its JSON with {@code %d} for a number of which no two are alike. */
    record Question(String path, String body) {

        static final Question COMPLETION = new Question("/v1/chat/completions", """
                {"model":"default","messages":[{"role":"system","content":"You are a careful assistant."},\
                {"role":"user","content":"Please tell me the story of number %d in one sentence."}],"max_tokens":64""");

        private String json(boolean stream) {
            return body.replace("%d", String.valueOf(NUMBERS.incrementAndGet())) + (stream ? ",\"stream\":true}" : "}");
        }
    }

    /** The same, asked by agents that serve turns. */
    Target asInTurns() {
        return new Target(name, port, headers, question, true, sign);
    }

    /** A request of which no two are alike, in a turn if there is one. */
    byte[] request(boolean stream, @Nullable String turn) {
        var body = question.json(stream);
        var more = headers.entrySet().stream()
                .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
                .collect(Collectors.joining());
        var traced = turn == null ? "" : "traceparent: 00-" + turn + "-00f067aa0ba902b7-01\r\n";
        return ("POST " + question.path() + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + more + traced
                        + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
