package io.aispm.localmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ModelServerIT {

    private final HttpClient http = HttpClient.newHttpClient();
    private ScriptedModel model = ScriptedModel.saying("Hello", " world");
    private InferenceQueue queue = new InferenceQueue(model, 1);
    private ModelServer server;

    @BeforeEach
    void start() throws IOException {
        serve(model);
    }

    private void serve(ScriptedModel next) throws IOException {
        model = next;
        queue = new InferenceQueue(model, 1);
        server = new ModelServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), model, queue, Clock.systemUTC());
        server.start();
    }

    @AfterEach
    void stop() {
        model.letGo();
        queue.close();
        server.close();
        http.close();
    }

    @Test
    void answersWhole() throws Exception {
        var answer = post("{\"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}");

        assertThat(answer.statusCode()).isEqualTo(200);
        var body = parse(answer.body());
        assertThat(body.at("/choices/0/message/content").asString()).isEqualTo("Hello world");
        assertThat(body.at("/choices/0/finish_reason").asString()).isEqualTo("stop");
        assertThat(body.at("/usage/completion_tokens").asInt()).isEqualTo(2);
    }

    @Test
    void saysWhenTheLimitEndedTheReply() throws Exception {
        var answer = post("{\"max_tokens\": 1, \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}");

        assertThat(parse(answer.body()).at("/choices/0/finish_reason").asString())
                .isEqualTo("length");
    }

    @Test
    void streamsWithUsageWhenAsked() throws Exception {
        var answer = post("""
                {"stream": true, "stream_options": {"include_usage": true},
                 "messages": [{"role": "user", "content": "Hi"}]}
                """);

        assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(answer.body())
                .contains("{\"content\":\"Hello\"}", "{\"content\":\" world\"}", "\"finish_reason\":\"stop\"")
                .contains("\"usage\":{")
                .endsWith("data: [DONE]\n\n");
    }

    @Test
    void leavesUsageOutUnlessAsked() throws Exception {
        var answer = post("{\"stream\": true, \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}");

        assertThat(answer.body()).doesNotContain("usage");
    }

    @Test
    void refusesWhatDoesNotFitItsContext() throws Exception {
        var answer = post("{\"messages\": [{\"role\": \"user\", \"content\": \"%s\"}]}".formatted("a ".repeat(100)));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(parse(answer.body()).at("/error/code").asString()).isEqualTo("context_length_exceeded");
    }

    @Test
    void refusesBrokenJsonAndUnknownPaths() throws Exception {
        assertThat(post("{x").statusCode()).isEqualTo(400);
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
        assertThat(get("/v1/chat/completions").statusCode()).isEqualTo(405);
    }

    @Test
    void listsItsModelAndItsHealth() throws Exception {
        assertThat(parse(get("/v1/models").body()).at("/data/0/id").asString()).isEqualTo(ModelServer.MODEL);
        assertThat(get("/health").body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void refusesWhenItsQueueIsFull() throws Exception {
        server.close();
        serve(ScriptedModel.held("late"));
        var running = postLater();
        model.awaitStart();
        var second = postLater();
        var third = postLater();

        var refused = CompletableFuture.anyOf(second, third).get();

        assertThat(((HttpResponse<?>) refused).statusCode()).isEqualTo(429);
        model.letGo();
        assertThat(running.get().statusCode()).isEqualTo(200);
    }

    @Test
    void stopsTheModelWhenTheCallerHangsUp() throws Exception {
        server.close();
        serve(ScriptedModel.endless("again "));
        var answer = http.send(
                completion("{\"stream\": true, \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}"),
                HttpResponse.BodyHandlers.ofInputStream());

        try (InputStream body = answer.body()) {
            assertThat(body.read()).isEqualTo('d');
        }

        await().until(() -> model.wasCancelled());
    }

    private CompletableFuture<HttpResponse<String>> postLater() {
        return http.sendAsync(
                completion("{\"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}"),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String body) throws Exception {
        return http.send(completion(body), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest completion(String body) {
        return HttpRequest.newBuilder(uri("/v1/chat/completions"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private static JsonNode parse(String body) {
        return JsonMapper.shared().readTree(body);
    }
}
