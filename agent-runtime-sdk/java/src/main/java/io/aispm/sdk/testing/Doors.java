package io.aispm.sdk.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** The platform's addresses, on a loopback port of their own, so that a framework's own client finds them too. */
final class Doors implements AutoCloseable {

    private final HttpServer server;

    /** One request as a door sees it. */
    record Knock(String path, Map<String, String> parameters, String body, Optional<String> traceparent) {}

    Doors() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException("no loopback port can be opened", failed);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Answers requests below a path that carry the token. */
    void open(String path, String token, Function<Knock, Answer> door) {
        server.createContext(path, exchange -> {
            try (exchange) {
                var allowed =
                        ("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"));
                var answer = allowed
                        ? door.apply(knock(exchange))
                        : Answer.json(
                                401,
                                Map.of("detail", "Unknown agent token", "error", Map.of("message", "Unknown key")));
                respond(exchange, answer);
            }
        });
    }

    private static Knock knock(HttpExchange exchange) throws IOException {
        var address = exchange.getRequestURI();
        var parameters = new HashMap<String, String>();
        for (var pair : String.valueOf(address.getQuery()).split("&", -1)) {
            var equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return new Knock(
                address.getPath(),
                parameters,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("traceparent")));
    }

    private static void respond(HttpExchange exchange, Answer answer) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        var body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
