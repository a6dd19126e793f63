package io.aispm.proxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A provider on this machine that answers as it is told, well or badly. */
public final class StandInProvider implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private volatile Answer answer = exchange -> exchange.sendResponseHeaders(500, -1);

    /** How a request is answered. */
    @FunctionalInterface
    public interface Answer {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    /** A request as it arrived; header names in lower case. */
    public record Seen(String path, Map<String, String> headers, JsonNode body) {}

    public StandInProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** All requests so far. */
    public List<Seen> seen() {
        return seen;
    }

    public void answers(Answer how) {
        answer = how;
    }

    public void answers(int status, String body) {
        answers(exchange -> whole(exchange, status, body));
    }

    public void streams(String... parts) {
        answers(exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            try (var out = exchange.getResponseBody()) {
                for (var part : parts) {
                    out.write(part.getBytes(StandardCharsets.UTF_8));
                    out.flush();
                }
            }
        });
    }

    public static void whole(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** Writes until nobody reads any more, then opens the latch. */
    public static Answer endless(String part, CountDownLatch abandoned) {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (var out = exchange.getResponseBody()) {
                for (var count = 0; count < 1_000_000; count++) {
                    out.write(part.getBytes(StandardCharsets.UTF_8));
                    out.flush();
                }
            } catch (IOException gone) {
                abandoned.countDown();
            }
        };
    }

    /** Says nothing until it is released. */
    public static Answer silent(CountDownLatch asked, CountDownLatch release) {
        return exchange -> {
            asked.countDown();
            release.await(30, TimeUnit.SECONDS);
            exchange.close();
        };
    }

    private void handle(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders().entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().toLowerCase(Locale.ROOT),
                        entry -> String.join(", ", entry.getValue()),
                        (first, _) -> first,
                        TreeMap::new));
        var body = exchange.getRequestBody().readAllBytes();
        seen.add(new Seen(
                exchange.getRequestURI().getPath(),
                headers,
                body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body)));
        try {
            answer.to(exchange);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
