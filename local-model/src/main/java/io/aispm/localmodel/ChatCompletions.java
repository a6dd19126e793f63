package io.aispm.localmodel;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Answers chat completions, whole or as a stream; whoever hangs up stops the model. */
final class ChatCompletions {

    private static final int MAX_BODY = 4 * 1024 * 1024;
    private static final int LEAST_REPLY_TOKENS = 16;
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    private final LanguageModel model;
    private final InferenceQueue queue;
    private final JsonMapper json;
    private final Clock clock;

    ChatCompletions(LanguageModel model, InferenceQueue queue, JsonMapper json, Clock clock) {
        this.model = model;
        this.queue = queue;
        this.json = json;
        this.clock = clock;
    }

    void answer(HttpExchange exchange) throws IOException, RequestRefusedException, InterruptedException {
        var request = ChatRequest.of(body(exchange), ModelServer.MODEL);
        var prompt = ChatTemplate.prompt(request.messages());
        var promptTokens = model.countTokens(prompt);
        var room = model.contextTokens() - promptTokens;
        if (room < LEAST_REPLY_TOKENS) {
            throw RequestRefusedException.tooLong(promptTokens, model.contextTokens());
        }
        var inference = queue.submit(prompt, request.sampling().atMost(room));
        try {
            var reply = new Outgoing(exchange, inference, promptTokens);
            if (request.stream()) {
                reply.stream(request.includeUsage());
            } else {
                reply.whole();
            }
        } finally {
            inference.cancel();
        }
    }

    private JsonNode body(HttpExchange exchange) throws IOException, RequestRefusedException {
        var bytes = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        if (bytes.length > MAX_BODY) {
            throw RequestRefusedException.invalid(null, "The body is longer than 4 MB.");
        }
        try {
            return json.readTree(bytes);
        } catch (JacksonException malformed) {
            throw RequestRefusedException.invalid(null, "The body is not valid JSON.");
        }
    }

    /** One reply being written. */
    private final class Outgoing {

        private final HttpExchange exchange;
        private final Inference inference;
        private final int promptTokens;
        private final String id = "chatcmpl-" + UUID.randomUUID();
        private final long created = clock.instant().getEpochSecond();
        private final StringBuilder text = new StringBuilder();
        private int pieces;

        Outgoing(HttpExchange exchange, Inference inference, int promptTokens) {
            this.exchange = exchange;
            this.inference = inference;
            this.promptTokens = promptTokens;
        }

        /** Blanks before the JSON are how a caller who hung up is noticed while the model still thinks. */
        void whole() throws IOException, RequestRefusedException, InterruptedException {
            var first = inference.next(HEARTBEAT);
            if (first instanceof Inference.Next.Failed) {
                throw RequestRefusedException.failed();
            }
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            try (var out = exchange.getResponseBody()) {
                gather(first, out);
                var message = new Reply.Message("assistant", text.toString());
                json.writeValue(
                        out,
                        new Reply.Completion(
                                id,
                                "chat.completion",
                                created,
                                ModelServer.MODEL,
                                List.of(new Reply.Choice(0, message, finishReason())),
                                usage()));
            }
        }

        private void gather(Inference.Next first, OutputStream out) throws IOException, InterruptedException {
            var next = first;
            var beat = clock.instant();
            while (true) {
                switch (next) {
                    case Inference.Next.Piece(var piece) -> append(piece);
                    case Inference.Next.Finished() -> {
                        return;
                    }
                    case Inference.Next.Failed() -> throw new IOException("The model failed.");
                    case Inference.Next.Nothing() -> {}
                }
                if (clock.instant().isAfter(beat.plus(HEARTBEAT))) {
                    out.write(' ');
                    out.flush();
                    beat = clock.instant();
                }
                next = inference.next(HEARTBEAT);
            }
        }

        void stream(boolean includeUsage) throws IOException, InterruptedException {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(200, 0);
            try (var out = exchange.getResponseBody()) {
                chunk(out, new Reply.Delta("assistant", ""), null);
                relay(out, includeUsage);
            }
        }

        private void relay(OutputStream out, boolean includeUsage) throws IOException, InterruptedException {
            while (true) {
                switch (inference.next(HEARTBEAT)) {
                    case Inference.Next.Piece(var piece) -> {
                        append(piece);
                        chunk(out, new Reply.Delta(null, piece), null);
                    }
                    case Inference.Next.Finished() -> {
                        end(out, includeUsage);
                        return;
                    }
                    case Inference.Next.Failed() -> {
                        event(out, RequestRefusedException.failed().body());
                        return;
                    }
                    case Inference.Next.Nothing() -> write(out, ": waiting\n\n");
                }
            }
        }

        private void end(OutputStream out, boolean includeUsage) throws IOException {
            chunk(out, new Reply.Delta(null, null), finishReason());
            if (includeUsage) {
                event(
                        out,
                        new Reply.Chunk(id, "chat.completion.chunk", created, ModelServer.MODEL, List.of(), usage()));
            }
            write(out, "data: [DONE]\n\n");
        }

        private void append(String piece) {
            text.append(piece);
            pieces++;
        }

        private String finishReason() {
            return completionTokens() >= inference.sampling().maxTokens() ? "length" : "stop";
        }

        /** A piece is a token, or several when they make one character together. */
        private int completionTokens() {
            return text.isEmpty() ? 0 : Math.max(pieces, model.countTokens(text.toString()));
        }

        private Reply.Usage usage() {
            return Reply.Usage.of(promptTokens, completionTokens());
        }

        private void chunk(OutputStream out, Reply.Delta delta, @Nullable String finishReason) throws IOException {
            var choice = new Reply.ChunkChoice(0, delta, finishReason);
            event(out, new Reply.Chunk(id, "chat.completion.chunk", created, ModelServer.MODEL, List.of(choice), null));
        }

        private void event(OutputStream out, Object value) throws IOException {
            write(out, "data: " + json.writeValueAsString(value) + "\n\n");
        }

        private void write(OutputStream out, String frame) throws IOException {
            out.write(frame.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }
}
