package io.aispm.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * A server that takes chat completions.
 *
 * @param headers what it wants besides, by name
 */
record Target(String name, int port, Map<String, String> headers) {

    private static final AtomicLong PROMPTS = new AtomicLong();

    /** A request of which no two are alike. */
    byte[] request(boolean stream) {
        var body =
                "{\"model\":\"default\",\"messages\":[{\"role\":\"system\",\"content\":\"You are a careful assistant.\"},"
                        + "{\"role\":\"user\",\"content\":\"Please tell me the story of number "
                        + PROMPTS.incrementAndGet()
                        + " in one sentence.\"}],\"max_tokens\":64" + (stream ? ",\"stream\":true" : "") + "}";
        var more = headers.entrySet().stream()
                .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
                .collect(Collectors.joining());
        return ("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\n" + more
                        + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
