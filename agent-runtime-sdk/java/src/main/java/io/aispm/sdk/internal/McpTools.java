package io.aispm.sdk.internal;

import io.aispm.sdk.Mcp;
import io.aispm.sdk.McpException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Bare {@code tools/call} requests, each authorised and recorded at the tool server. */
final class McpTools implements Mcp {

    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final String TOOL_FAILED = "-32000";
    private static final String UNREACHABLE = "-32001";
    private static final String DATA = "data:";

    private final URI server;
    private final String authorization;
    private final Http http;
    private final AtomicLong ids = new AtomicLong();

    McpTools(URI server, String authorization, Http http) {
        this.server = server;
        this.authorization = authorization;
        this.http = http;
    }

    @Override
    public JsonNode call(String tool, Map<String, ?> arguments) {
        var question = Map.of(
                "jsonrpc",
                "2.0",
                "id",
                ids.incrementAndGet(),
                "method",
                "tools/call",
                "params",
                Map.of("name", tool, "arguments", arguments));
        var request = HttpRequest.newBuilder(server)
                .timeout(TIMEOUT)
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(question)));
        Turn.traceparent().ifPresent(parent -> request.header("traceparent", parent));
        try {
            return result(http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8)));
        } catch (IOException away) {
            throw new McpException(UNREACHABLE, "the tool server can't be reached: " + away, null);
        }
    }

    private static JsonNode result(HttpResponse<String> answer) {
        var document = document(answer);
        var error = document.path("error");
        if (error.isObject()) {
            throw new McpException(
                    error.path("code").asString(TOOL_FAILED),
                    error.path("message").asString("tool call failed"),
                    error.get("data"));
        }
        if (answer.statusCode() != 200) {
            var sentence = document.path("detail")
                    .asString(document.path("message").asString("status " + answer.statusCode()));
            throw new McpException(Integer.toString(answer.statusCode()), sentence, document);
        }
        var result = document.path("result");
        if (!result.isObject()) {
            throw new McpException(TOOL_FAILED, "the tool server's answer holds no result", document);
        }
        if (result.path("isError").asBoolean(false)) {
            throw failure(result);
        }
        return result;
    }

    private static McpException failure(JsonNode result) {
        var structured = result.path("structuredContent");
        var texts = new ArrayList<String>();
        for (var part : result.path("content")) {
            if (part.path("type").asString("").equals("text")) {
                texts.add(part.path("text").asString(""));
            }
        }
        return new McpException(
                structured.path("code").asString(TOOL_FAILED),
                texts.isEmpty() ? "tool call failed" : String.join("\n", texts),
                structured.isMissingNode() || structured.isNull() ? result : structured);
    }

    private static JsonNode document(HttpResponse<String> answer) {
        var text = answer.body();
        if (answer.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream")) {
            text = text.lines()
                    .filter(line -> line.startsWith(DATA))
                    .reduce("", (earlier, line) -> line.substring(DATA.length()));
        }
        try {
            var document = Json.MAPPER.readTree(text);
            return document.isObject() ? document : Json.MAPPER.createObjectNode();
        } catch (JacksonException unreadable) {
            return Json.MAPPER.createObjectNode();
        }
    }
}
