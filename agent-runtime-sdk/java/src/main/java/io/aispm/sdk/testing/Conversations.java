package io.aispm.sdk.testing;

import io.aispm.sdk.HistoryEntry;
import io.aispm.sdk.internal.Json;
import io.aispm.sdk.internal.Wire;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** All sessions with their turns; it is the wire that the SDK reads and writes. */
final class Conversations implements Wire {

    private static final Incoming LEFT = new Incoming(-1, "");

    private final Map<String, List<HistoryEntry>> history = new ConcurrentHashMap<>();
    private final Map<String, Question> open = new LinkedHashMap<>();
    private final BlockingQueue<Incoming> incoming = new LinkedBlockingQueue<>();
    private final Clock clock = Clock.systemUTC();
    private long offset;

    /** One message that waits for its answer. */
    static final class Question {

        private final String text;
        private final String sessionId;
        private final String traceId = UUID.randomUUID().toString().replace("-", "");
        private final CompletableFuture<Reply> answer = new CompletableFuture<>();
        private final List<String> parts = new ArrayList<>();
        private @Nullable String streamId;

        private Question(String text, String sessionId) {
            this.text = text;
            this.sessionId = sessionId;
        }

        CompletableFuture<Reply> answer() {
            return answer;
        }
    }

    /** Sends a message to the agent. */
    synchronized Question say(String text, String sessionId, String userId) {
        var question = new Question(text, sessionId);
        open.put(question.traceId, question);
        var document = Map.of(
                "id",
                UUID.randomUUID().toString(),
                "session_id",
                sessionId,
                "user_id",
                userId,
                "text",
                text,
                "ts",
                Json.now(clock),
                "trace_id",
                question.traceId);
        incoming.add(new Incoming(offset++, Json.MAPPER.writeValueAsString(document)));
        return question;
    }

    void remember(String sessionId, String role, String text) {
        history.computeIfAbsent(sessionId, id -> new CopyOnWriteArrayList<>())
                .add(new HistoryEntry(role, text, Json.now(clock)));
    }

    List<HistoryEntry> history(String sessionId, int limit) {
        var all = history.getOrDefault(sessionId, List.of());
        return all.subList(Math.max(0, all.size() - limit), all.size());
    }

    /** Whatever comes later for this turn is dropped. */
    synchronized void closeTurn(Question question) {
        open.remove(question.traceId);
    }

    @Override
    public List<Incoming> receive() {
        try {
            var next = incoming.take();
            return next.equals(LEFT) ? List.of() : List.of(next);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    @Override
    public synchronized void send(String key, byte[] value) {
        var document = Json.MAPPER.readTree(value);
        question(document).ifPresent(question -> take(document, question));
    }

    private Optional<Question> question(JsonNode document) {
        var trace = document.path("trace_id");
        if (trace.isString()) {
            return Optional.ofNullable(open.get(trace.asString()));
        }
        var session = document.path("session_id").asString("");
        return open.values().stream()
                .filter(asked -> asked.sessionId.equals(session))
                .findFirst();
    }

    private void take(JsonNode document, Question question) {
        switch (document.path("type").asString("")) {
            case "delta" -> {
                if (isOfTheAnswer(document, question) && document.path("index").asInt(-1) == question.parts.size()) {
                    question.parts.add(document.path("text").asString());
                }
            }
            case "done" -> {
                if (isOfTheAnswer(document, question)) {
                    var text = String.join("", question.parts);
                    answer(
                            question,
                            text.isEmpty() ? document.path("full_text").asString("") : text,
                            document.path("finish_reason").asString("stop"));
                }
            }
            default -> {
                var text = document.path("text").asString("");
                question.parts.clear();
                question.parts.add(text);
                answer(question, text, "stop");
            }
        }
    }

    private static boolean isOfTheAnswer(JsonNode document, Question question) {
        var stream = document.path("stream_id").asString("");
        question.streamId = question.streamId == null ? stream : question.streamId;
        return stream.equals(question.streamId);
    }

    private void answer(Question question, String text, String finishReason) {
        closeTurn(question);
        remember(question.sessionId, "user", question.text);
        remember(question.sessionId, "agent", text);
        question.answer.complete(new Reply(text, question.parts, finishReason, question.sessionId, question.traceId));
    }

    @Override
    public void commit(long handled) {
        // A test's messages end with the test.
    }

    @Override
    public void close() {
        incoming.add(LEFT);
    }
}
