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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A provider of models in OpenAI's dialect that answers every call with the same sentence and keeps what it was asked. */
final class ScriptedProvider implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final String sentence;
    private final List<JsonNode> asked = new CopyOnWriteArrayList<>();

    ScriptedProvider(String sentence) {
        this.sentence = sentence;
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
        admin.post(
                        "/api/spm/integrations/" + runtimeRow(admin) + "/configure",
                        Map.of("fields", Map.of("default_llm_integration_id", integration)))
                .expect(200);
    }

    private static String runtimeRow(Api admin) {
        for (var row : admin.get("/api/spm/integrations?limit=200").expect(200).json()) {
            if (row.path("connector_type").asString().equals("agent-runtime")) {
                return row.path("id").asString();
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
        var model = question.path("model").asString();
        var answer = Map.of(
                "id",
                "chatcmpl-1",
                "object",
                "chat.completion",
                "created",
                1,
                "model",
                model,
                "choices",
                List.of(Map.of(
                        "index",
                        0,
                        "finish_reason",
                        "stop",
                        "message",
                        Map.of("role", "assistant", "content", sentence))),
                "usage",
                Map.of("prompt_tokens", 11, "completion_tokens", 7, "total_tokens", 18));
        answer(exchange, JSON.writeValueAsString(answer));
    }

    private void models(HttpExchange exchange) throws IOException {
        answer(exchange, "{\"object\":\"list\",\"data\":[]}");
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
