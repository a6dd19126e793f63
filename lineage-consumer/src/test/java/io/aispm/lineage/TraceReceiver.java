package io.aispm.lineage;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An OTLP/HTTP receiver that keeps the spans it is sent. */
final class TraceReceiver implements AutoCloseable {

    /** Answers to give first, before it accepts. */
    final ConcurrentLinkedQueue<Integer> refusals = new ConcurrentLinkedQueue<>();

    private final JsonMapper json = JsonMapper.shared();
    private final List<Received> spans = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    TraceReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    /** A span and the service that it names as its resource. */
    record Received(String service, JsonNode span) {

        String name() {
            return span.path("name").asString();
        }

        /** An attribute's value as text; empty where there is none. */
        Optional<String> attribute(String key) {
            return span.path("attributes")
                    .valueStream()
                    .filter(attribute -> attribute.path("key").asString().equals(key))
                    .map(attribute -> attribute.path("value").iterator().next())
                    .map(value -> value.isContainer() ? value.toString() : value.asString())
                    .findFirst();
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Received> of(String trace) {
        return spans.stream()
                .filter(received -> received.span().path("traceId").asString().equals(trace))
                .toList();
    }

    /** The only span of that name in the trace. */
    Received only(String trace, String name) {
        var found = of(trace).stream()
                .filter(received -> received.name().equals(name))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " spans are named " + name + " among "
                    + of(trace).stream().map(Received::name).toList());
        }
        return found.getFirst();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = json.readTree(exchange.getRequestBody().readAllBytes());
            var refusal = refusals.poll();
            if (refusal != null) {
                exchange.sendResponseHeaders(refusal, -1);
                return;
            }
            body.path("resourceSpans").forEach(resource -> {
                var service = attributes(resource.path("resource")).get("service.name");
                resource.path("scopeSpans")
                        .forEach(scope -> scope.path("spans")
                                .forEach(span -> spans.add(new Received(String.valueOf(service), span))));
            });
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private static Map<String, String> attributes(JsonNode holder) {
        return holder.path("attributes")
                .valueStream()
                .collect(Collectors.toMap(
                        attribute -> attribute.path("key").asString(),
                        attribute -> attribute.path("value").path("stringValue").asString()));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
