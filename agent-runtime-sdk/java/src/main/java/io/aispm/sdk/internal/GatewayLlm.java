package io.aispm.sdk.internal;

import io.aispm.sdk.Completion;
import io.aispm.sdk.CompletionStream;
import io.aispm.sdk.Llm;
import io.aispm.sdk.LlmException;
import io.aispm.sdk.LlmRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Chat completions from the platform's gateway. */
final class GatewayLlm implements Llm {

    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final int LONGEST_REASON = 500;

    private final URI completions;
    private final String authorization;
    private final Http http;
    private final ScheduledExecutorService timers;

    GatewayLlm(String baseUrl, String key, Http http, ScheduledExecutorService timers) {
        this.completions = URI.create(baseUrl + "/chat/completions");
        this.authorization = "Bearer " + key;
        this.http = http;
        this.timers = timers;
    }

    @Override
    public Completion complete(LlmRequest request) {
        var answer = send(request, false, BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw refused(answer.statusCode(), answer.body());
        }
        return Completions.whole(document(answer.body()));
    }

    @Override
    public CompletionStream stream(LlmRequest request) {
        var answer = send(request, true, BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            throw refused(answer.statusCode(), read(answer.body()));
        }
        return new StreamedCompletion(answer.body(), timers, TIMEOUT);
    }

    private <T> HttpResponse<T> send(LlmRequest request, boolean stream, HttpResponse.BodyHandler<T> handler) {
        var body = Json.MAPPER.writeValueAsBytes(Completions.question(request, stream));
        var question = HttpRequest.newBuilder(completions)
                .timeout(TIMEOUT)
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body));
        Turn.traceparent().ifPresent(parent -> question.header("traceparent", parent));
        try {
            return http.send(question.build(), handler);
        } catch (HttpTimeoutException late) {
            throw late();
        } catch (IOException away) {
            throw unreachable(away);
        }
    }

    private static byte[] read(InputStream body) {
        try (body) {
            return body.readAllBytes();
        } catch (IOException away) {
            throw unreachable(away);
        }
    }

    static LlmException late() {
        return new LlmException(504, "timeout", "the model gateway did not answer in time");
    }

    static LlmException unreachable(IOException away) {
        return new LlmException(503, "unreachable", "the model gateway can't be reached: " + away);
    }

    static JsonNode document(byte[] text) {
        try {
            var document = Json.MAPPER.readTree(text);
            if (document.isObject()) {
                return document;
            }
        } catch (JacksonException unreadable) {
            // Falls through to the one sentence for whatever is no object.
        }
        throw new LlmException(502, "bad_answer", "the gateway's answer is not a JSON object");
    }

    private static LlmException refused(int status, byte[] body) {
        try {
            var error = Json.MAPPER.readTree(body).path("error");
            if (!error.isMissingNode()) {
                return Completions.error(status, error);
            }
        } catch (JacksonException noJson) {
            // Falls through to the body as it is.
        }
        var text = new String(body, StandardCharsets.UTF_8);
        return new LlmException(
                status, null, text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON) : text);
    }
}
