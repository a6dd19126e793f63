package io.aispm.proxy.web;

import io.aispm.contract.call.CallContext;
import io.aispm.kit.id.Ids;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the gateway under test as an agent would. */
final class Gateway implements AutoCloseable {

    static final String HELLO = "{\"messages\":[{\"role\":\"user\",\"content\":\"Hello there\"}]}";
    static final String STREAMED = "{\"messages\":[{\"role\":\"user\",\"content\":\"Hello there\"}],\"stream\":true}";
    private static final JsonMapper JSON = new JsonMapper();

    private final int port;
    private final ProxyTestBeans.KnownAgents agents;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Gateway(int port, ProxyTestBeans.KnownAgents agents) {
        this.port = port;
        this.agents = agents;
    }

    /** The gateway's answer. */
    record Reply(int status, HttpResponse<String> response, JsonNode body) {

        String code() {
            return body.path("error").path("code").asString("");
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** The data of its events. */
        List<String> events() {
            return Stream.of(response.body().split("\n\n"))
                    .map(event -> event.replaceFirst("^data: ", ""))
                    .toList();
        }

        JsonNode event(int index) {
            return JSON.readTree(events().get(index));
        }

        /** The text that its events say. */
        String said() {
            var text = new StringBuilder();
            for (var event : events()) {
                if (event.startsWith("{")) {
                    text.append(
                            JSON.readTree(event).at("/choices/0/delta/content").asString(""));
                }
            }
            return text.toString();
        }
    }

    /** The token of a new agent whose calls are like this one. */
    String token(CallContext call) {
        var token = "llm-" + new Ids().next();
        agents.knows(token, call);
        return token;
    }

    Reply post(CallContext call, String body) {
        return post("/v1/chat/completions", token(call), body);
    }

    Reply post(String path, String token, String body) {
        return send(request(path, token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    Reply get(String path, String token) {
        return send(request(path, token).GET().build());
    }

    HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token);
    }

    Reply send(HttpRequest request) {
        try {
            var response = http.send(request, HttpResponse.BodyHandlers.ofString());
            var text = response.body();
            return new Reply(
                    response.statusCode(),
                    response,
                    text.startsWith("{") ? JSON.readTree(text) : JSON.createObjectNode());
        } catch (IOException failed) {
            throw new AssertionError("the gateway did not answer", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        http.close();
    }
}
