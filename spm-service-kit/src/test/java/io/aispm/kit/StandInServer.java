package io.aispm.kit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A server on this machine that answers from a function of what it is asked, and keeps the questions. */
public final class StandInServer implements AutoCloseable {

    private final HttpServer server;
    private final List<Question> asked = new CopyOnWriteArrayList<>();

    public StandInServer(Function<String, Answer> answer) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, answer));
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public List<Question> asked() {
        return asked;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange, Function<String, Answer> function) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var bearer = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        asked.add(new Question(exchange.getRequestURI().toString(), bearer, body));
        var answer = function.apply(body);
        var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** What was asked. */
    public record Question(String path, String authorization, String body) {}

    /** What is answered. */
    public record Answer(int status, String body) {}
}
