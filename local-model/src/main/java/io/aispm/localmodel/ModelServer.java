package io.aispm.localmodel;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP side: completions, the list of models, health. */
final class ModelServer implements AutoCloseable {

    static final String MODEL = "smollm2-135m-instruct";

    private static final Logger log = LoggerFactory.getLogger(ModelServer.class);
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final HttpServer server;
    private final JsonMapper json = JsonMapper.shared();
    private final ChatCompletions completions;
    private final long since;

    ModelServer(InetSocketAddress address, LanguageModel model, InferenceQueue queue, Clock clock) throws IOException {
        this.completions = new ChatCompletions(model, queue, json, clock);
        this.since = clock.instant().getEpochSecond();
        this.server = HttpServer.create(address, 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
    }

    void start() {
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            try {
                route(exchange);
            } catch (RequestRefusedException refused) {
                send(exchange, refused.status(), refused.body());
            } catch (RuntimeException unexpected) {
                log.atError().setCause(unexpected).log("Request failed");
                var failed = RequestRefusedException.failed();
                send(exchange, failed.status(), failed.body());
            }
        } catch (IOException gone) {
            log.atDebug().setCause(gone).log("The caller is gone");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void route(HttpExchange exchange) throws IOException, RequestRefusedException, InterruptedException {
        var path = exchange.getRequestURI().getPath();
        switch (path) {
            case "/v1/chat/completions" -> {
                require(exchange, "POST");
                completions.answer(exchange);
            }
            case "/v1/models" -> {
                require(exchange, "GET");
                send(exchange, 200, new Reply.Models("list", List.of(model())));
            }
            case "/v1/models/" + MODEL -> {
                require(exchange, "GET");
                send(exchange, 200, model());
            }
            case "/health" -> {
                require(exchange, "GET");
                send(exchange, 200, new Reply.Health("UP"));
            }
            default -> throw RequestRefusedException.unknownPath(path);
        }
    }

    private Reply.Model model() {
        return new Reply.Model(MODEL, "model", since, "aispm");
    }

    private static void require(HttpExchange exchange, String method) throws RequestRefusedException {
        if (!exchange.getRequestMethod().equals(method)) {
            throw RequestRefusedException.wrongMethod(exchange.getRequestMethod());
        }
    }

    private void send(HttpExchange exchange, int status, Object body) throws IOException {
        if (exchange.getResponseCode() != -1) {
            return;
        }
        var bytes = json.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        if (status == 429) {
            exchange.getResponseHeaders().set("Retry-After", "1");
        }
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop((int) GRACE.toSeconds());
    }
}
