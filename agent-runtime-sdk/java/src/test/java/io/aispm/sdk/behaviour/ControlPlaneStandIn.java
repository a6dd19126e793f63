package io.aispm.sdk.behaviour;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.aispm.sdk.internal.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;

/** The agents' routes that an agent cannot begin without, for whoever has the token of the start that is in force. */
final class ControlPlaneStandIn implements AutoCloseable {

    private final HttpServer server;
    private volatile Start inForce = new Start("", "", Map.of());

    ControlPlaneStandIn() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException("no port can be opened", failed);
        }
        server.createContext("/agents/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on this start's token counts, and no older one's. */
    void admit(Start start) {
        inForce = start;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var start = inForce;
            var given = exchange.getRequestHeaders().getFirst("Authorization");
            if (!("Bearer " + start.token()).equals(given)) {
                respond(exchange, 401, Map.of("detail", "Unknown agent token"));
                return;
            }
            if (exchange.getRequestURI().getPath().endsWith("/bootstrap")) {
                respond(exchange, 200, start.bootstrap());
                return;
            }
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private static void respond(HttpExchange exchange, int status, Object document) throws IOException {
        var body = Json.MAPPER.writeValueAsBytes(document);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
