package io.aispm.systemtests;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/** Answers every web search with one page. */
final class StandInTavily implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final byte[] answer;

    StandInTavily(String content) {
        var page = Map.of("title", "Harbour news", "url", "https://harbour.example/news", "content", content);
        answer = JSON.writeValueAsBytes(Map.of("results", List.of(page)));
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/search", this::search);
        server.start();
    }

    /** Makes this the web search of the tenant's agents. */
    void becomeTheSearchOf(Api admin) {
        var integration = admin.post(
                        "/api/spm/integrations",
                        Map.of(
                                "connector_type",
                                "tavily",
                                "name",
                                "Web search",
                                "config",
                                Map.of(
                                        "base_url",
                                        "http://127.0.0.1:"
                                                + server.getAddress().getPort()),
                                "credentials",
                                Map.of("api_key", "key-of-the-search")))
                .expect(201)
                .json()
                .path("id")
                .asString();
        ScriptedProvider.configure(admin, "tavily_integration_id", integration);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void search(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }
}
