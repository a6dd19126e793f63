package io.aispm.systemtests;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A provider of models in OpenAI's dialect that answers every call by a rule, whole or as a stream, and keeps what it was asked. */
final class ScriptedProvider implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final Function<JsonNode, Map<String, Object>> rule;
    private final List<JsonNode> asked = new CopyOnWriteArrayList<>();

    /** One that always says the same. */
    ScriptedProvider(String sentence) {
        this(asked -> said(sentence));
    }

    private ScriptedProvider(Function<JsonNode, Map<String, Object>> rule) {
        this.rule = rule;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/chat/completions", this::complete);
        server.createContext("/v1/models", this::models);
        server.start();
    }

    /** One that asks for the first tool it is offered, until a message holds what it looks for; that is its answer. */
    static ScriptedProvider askingForTheToolUntil(Pattern wanted) {
        return new ScriptedProvider(asked -> {
            var found = wanted.matcher(asked.path("messages").toString());
            if (found.find()) {
                return said("DONE. It is " + found.group());
            }
            var tool = asked.at("/tools/0/function/name").asString("");
            return tool.isEmpty() ? said("I will look it up.") : called(tool);
        });
    }

    /** The base URL to configure. */
    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** The bodies of all calls so far. */
    List<JsonNode> asked() {
        return asked;
    }

    /** Makes this provider the tenant's Default LLM; answers the integration's id. */
    String becomeDefaultOf(Api admin, String model) {
        var integration = admin.post(
                        "/api/spm/integrations",
                        Map.of(
                                "connector_type",
                                "openai_compatible",
                                "name",
                                "Scripted " + model,
                                "config",
                                Map.of("base_url", baseUrl(), "model", model),
                                "credentials",
                                Map.of("api_key", "key-of-" + model)))
                .expect(201)
                .json()
                .path("id")
                .asString();
        choose(admin, integration);
        return integration;
    }

    /** Switches the tenant's Default LLM. */
    static void choose(Api admin, String integration) {
        configure(admin, "default_llm_integration_id", integration);
    }

    /** Sets a field of the tenant's agent-runtime row. */
    static void configure(Api admin, String field, String value) {
        var row = runtimeRow(admin).path("id").asString();
        admin.post("/api/spm/integrations/" + row + "/configure", Map.of("fields", Map.of(field, value)))
                .expect(200);
    }

    /** The tenant's Default LLM: its integration's id. */
    static String chosen(Api admin) {
        return runtimeRow(admin).at("/config/default_llm_integration_id").asString();
    }

    private static JsonNode runtimeRow(Api admin) {
        for (var row : admin.get("/api/spm/integrations?limit=200").expect(200).json()) {
            if (row.path("connector_type").asString().equals("agent-runtime")) {
                return row;
            }
        }
        throw new AssertionError("the tenant has no agent-runtime row");
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void complete(HttpExchange exchange) throws IOException {
        var question = JSON.readTree(exchange.getRequestBody().readAllBytes());
        asked.add(question);
        var message = rule.apply(question);
        var streamed = question.path("stream").asBoolean();
        var answer = Map.of(
                "id",
                "chatcmpl-1",
                "object",
                streamed ? "chat.completion.chunk" : "chat.completion",
                "created",
                1,
                "model",
                question.path("model").asString(),
                "choices",
                List.of(Map.of(
                        "index",
                        0,
                        "finish_reason",
                        message.containsKey("tool_calls") ? "tool_calls" : "stop",
                        streamed ? "delta" : "message",
                        message)),
                "usage",
                Map.of("prompt_tokens", 11, "completion_tokens", 7, "total_tokens", 18));
        var json = JSON.writeValueAsString(answer);
        if (streamed) {
            answer(exchange, "text/event-stream", "data: " + json + "\n\ndata: [DONE]\n\n");
        } else {
            answer(exchange, "application/json", json);
        }
    }

    private static Map<String, Object> said(String sentence) {
        return Map.of("role", "assistant", "content", sentence);
    }

    private static Map<String, Object> called(String tool) {
        var function = Map.of("name", tool, "arguments", "{\"query\": \"the berth of the ship\"}");
        var call = Map.of("index", 0, "id", "call_1", "type", "function", "function", function);
        return Map.of("role", "assistant", "content", "", "tool_calls", List.of(call));
    }

    private void models(HttpExchange exchange) throws IOException {
        answer(exchange, "application/json", "{\"object\":\"list\",\"data\":[]}");
    }

    private static void answer(HttpExchange exchange, String type, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
