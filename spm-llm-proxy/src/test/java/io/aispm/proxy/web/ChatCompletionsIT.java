package io.aispm.proxy.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aispm.contract.call.CallContext;
import io.aispm.proxy.StandInProvider;
import io.aispm.proxy.TestCalls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@ProxyTest
class ChatCompletionsIT {

    private static final String WHOLE = """
            {"id":"c","object":"chat.completion","created":1,"model":"m-1","choices":[{"index":0,"message":\
            {"role":"assistant","content":"Hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,\
            "completion_tokens":2,"total_tokens":11}}""";

    private static final String HI = """
            data: {"id":"c","object":"chat.completion.chunk","model":"m-1","choices":[{"index":0,"delta":\
            {"role":"assistant","content":"Hi"},"finish_reason":null}]}

            """;
    private static final String STOP = """
            data: {"id":"c","object":"chat.completion.chunk","model":"m-1","choices":[{"index":0,"delta":{},\
            "finish_reason":"stop"}]}

            """;
    private static final String USAGE = """
            data: {"id":"c","object":"chat.completion.chunk","model":"m-1","choices":[],"usage":\
            {"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}}

            """;
    private static final String DONE = "data: [DONE]\n\n";

    private final ProxyTestBeans.KnownAgents agents;
    private final ProxyTestBeans.KeptLineage lineage;
    private final Gateway gateway;
    private StandInProvider provider;

    @Autowired
    ChatCompletionsIT(@LocalServerPort int port, ProxyTestBeans.KnownAgents agents, ProxyTestBeans.KeptLineage lineage)
            throws IOException {
        this.agents = agents;
        this.lineage = lineage;
        this.gateway = new Gateway(port, agents);
        this.provider = new StandInProvider();
    }

    @BeforeEach
    void begin() throws IOException {
        provider.close();
        provider = new StandInProvider();
    }

    @AfterEach
    void end() {
        provider.close();
    }

    private TestCalls compatible() {
        return TestCalls.to("openai_compatible")
                .config("base_url", provider.url("/v1/"))
                .config("model", "m-1");
    }

    private List<Map<String, @Nullable Object>> recorded(CallContext call) {
        await().until(() -> !lineage.of(call, "AgentLLMCall").isEmpty());
        return lineage.of(call, "AgentLLMCall");
    }

    @Test
    void answersWithWhatTheProviderSays() {
        provider.answers(200, WHOLE);
        var call = compatible().key("secret-key").call();

        var reply = gateway.post(call, Gateway.HELLO);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().at("/choices/0/message/content").asString()).isEqualTo("Hi");
        var asked = provider.seen().getFirst();
        assertThat(asked.path()).isEqualTo("/v1/chat/completions");
        assertThat(asked.headers()).containsEntry("authorization", "Bearer secret-key");
        assertThat(asked.body().path("model").asString()).isEqualTo("m-1");
        assertThat(recorded(call))
                .singleElement()
                .satisfies(event -> assertThat(event)
                        .containsEntry("model", "m-1")
                        .containsEntry("provider", "openai_compatible")
                        .containsEntry("prompt_tokens", 9L)
                        .containsEntry("completion_tokens", 2L)
                        .containsEntry("ok", true)
                        .containsKey("duration_ms")
                        .doesNotContainKey("cost_usd"));
    }

    @Test
    void keepsWordsOnlyWhereTheTenantWantsThem() {
        provider.answers(200, WHOLE);
        var quiet = compatible().call();
        var logged = compatible().runtime("log_llm_prompts", true).call();

        gateway.post(quiet, Gateway.HELLO);
        gateway.post(logged, Gateway.HELLO.replace("there", "4111 1111 1111 1111"));

        assertThat(recorded(quiet))
                .singleElement()
                .satisfies(event -> assertThat(event).doesNotContainKeys("prompt", "answer"));
        assertThat(recorded(logged))
                .singleElement()
                .satisfies(event -> assertThat(event)
                        .containsEntry("prompt", "user: Hello [redacted: payment_card]")
                        .containsEntry("answer", "Hi"));
    }

    @Test
    void tiesTheRecordToItsTurn() {
        provider.answers(200, WHOLE);
        var call = compatible().call();

        gateway.post(call, Gateway.HELLO);

        recorded(call);
        var event = lineage.events().stream()
                .filter(one -> call.agent().id().equals(one.agentId()))
                .filter(one -> one.eventType().equals("AgentLLMCall"))
                .findFirst()
                .orElseThrow();
        assertThat(event.correlationId()).isEqualTo(call.turn().traceId());
        assertThat(event.sessionId()).isEqualTo(call.turn().sessionId());
        assertThat(event.userId()).isEqualTo("ann");
        assertThat(event.tenantId()).isEqualTo(call.tenantId());
    }

    @Test
    void streamsEventByEvent() {
        provider.streams(HI, STOP, USAGE, DONE);
        var call = compatible().call();

        var reply = gateway.post(call, Gateway.STREAMED);

        assertThat(reply.header("Content-Type")).startsWith("text/event-stream");
        assertThat(reply.events()).hasSize(3).last().isEqualTo("[DONE]");
        assertThat(reply.said()).isEqualTo("Hi");
        assertThat(provider.seen()
                        .getFirst()
                        .body()
                        .at("/stream_options/include_usage")
                        .asBoolean())
                .isTrue();
        assertThat(recorded(call))
                .singleElement()
                .satisfies(event -> assertThat(event)
                        .containsEntry("prompt_tokens", 9L)
                        .containsEntry("completion_tokens", 2L)
                        .containsKey("ttft_ms")
                        .containsEntry("ok", true));
    }

    @Test
    void givesTheUsageToWhoAsksForIt() {
        provider.streams(HI, STOP, USAGE, DONE);

        var reply = gateway.post(
                compatible().call(),
                Gateway.STREAMED.replace("\"stream\"", "\"stream_options\":{\"include_usage\":true},\"stream\""));

        assertThat(reply.events()).hasSize(4);
        assertThat(reply.event(2).at("/usage/total_tokens").asInt()).isEqualTo(11);
    }

    @Test
    void asksAgainWithoutTheUsageOptionWhereItIsRefused() {
        provider.answers(exchange -> {
            if (provider.seen().getLast().body().has("stream_options")) {
                StandInProvider.whole(exchange, 422, "{\"detail\":\"extra field stream_options\"}");
                return;
            }
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write((HI + STOP + DONE).getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        var call = compatible().call();

        assertThat(gateway.post(call, Gateway.STREAMED).said()).isEqualTo("Hi");
        assertThat(recorded(call))
                .singleElement()
                .satisfies(event ->
                        assertThat(event).containsEntry("completion_tokens", 1L).containsEntry("ok", true));
    }

    @Test
    void speaksToAnthropic() throws IOException {
        provider.streams(Files.readString(Path.of("src/test/resources/golden/anthropic/tools/upstream-stream.txt")));
        var call = TestCalls.to("anthropic")
                .config("base_url", provider.url(""))
                .config("model", "claude-sonnet-4-5")
                .key("k")
                .call();

        var reply = gateway.post(call, Gateway.STREAMED);

        assertThat(reply.said()).isEqualTo("Let me see — 天気.");
        assertThat(reply.events()).last().isEqualTo("[DONE]");
        assertThat(provider.seen().getFirst().path()).isEqualTo("/v1/messages");
        assertThat(provider.seen().getFirst().headers())
                .containsEntry("x-api-key", "k")
                .containsEntry("anthropic-version", "2023-06-01");
        assertThat(recorded(call))
                .singleElement()
                .satisfies(event ->
                        assertThat(event).containsEntry("prompt_tokens", 400L).containsEntry("completion_tokens", 57L));
    }

    @Test
    void speaksToOllamaInItsOwnDialect() throws IOException {
        provider.streams(Files.readString(Path.of("src/test/resources/golden/ollama/tools/upstream-stream.txt")));
        var call = TestCalls.to("ollama")
                .config("base_url", provider.url(""))
                .config("model", "llama3.2")
                .call();

        var reply = gateway.post(call, Gateway.STREAMED);

        assertThat(reply.said()).isEqualTo("Let me see.");
        assertThat(provider.seen().getLast().path()).isEqualTo("/api/chat");
    }

    @Test
    void namesTheFieldsThatAProviderHasNoWordFor() {
        provider.answers(200, "{\"message\":{\"content\":\"Hi\"},\"done\":true}");
        var call = TestCalls.to("ollama")
                .config("base_url", provider.url(""))
                .config("model", "llama3.2")
                .call();

        var reply = gateway.post(call, Gateway.HELLO.replace("{\"messages\"", "{\"user\":\"u\",\"messages\""));

        assertThat(reply.header("X-Aispm-Ignored")).isEqualTo("user");
    }

    @Test
    void listsTheModelsThatCount() {
        var call = compatible().config("models_allowed", List.of("m-2", "m-1")).call();

        var reply = gateway.get("/v1/models", gateway.token(call));

        assertThat(reply.body().path("object").asString()).isEqualTo("list");
        assertThat(reply.body()
                        .path("data")
                        .valueStream()
                        .map(model -> model.path("id").asString()))
                .containsExactly("m-1", "m-2");
        assertThat(gateway.get("/v1/models/m-2", gateway.token(call))
                        .body()
                        .path("id")
                        .asString())
                .isEqualTo("m-2");
        assertThat(gateway.get("/v1/models/org/m-3", gateway.token(call)).code())
                .isEqualTo("model_not_found");
    }

    @Test
    void makesEmbeddings() {
        provider.answers(
                200,
                "{\"object\":\"list\",\"data\":[{\"index\":0,\"embedding\":[0.5]}],\"usage\":{\"prompt_tokens\":3}}");
        var call = compatible().call();

        var reply = gateway.post("/v1/embeddings", gateway.token(call), "{\"model\":\"e\",\"input\":\"Hello\"}");

        assertThat(reply.body().at("/data/0/embedding/0").asDouble()).isEqualTo(0.5);
        assertThat(provider.seen().getFirst().path()).isEqualTo("/v1/embeddings");
        assertThat(recorded(call))
                .singleElement()
                .satisfies(event -> assertThat(event).containsEntry("prompt_tokens", 3L));
    }

    @Test
    void saysWhoHasNoEmbeddings() {
        var call = TestCalls.to("anthropic")
                .config("model", "claude-sonnet-4-5")
                .key("k")
                .call();

        var reply = gateway.post("/v1/embeddings", gateway.token(call), "{\"input\":\"Hello\"}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("unsupported_parameter");
    }

    @Test
    void tellsAgentsOnlyThatItIsUp() {
        var reply = gateway.get("/health", "none");

        assertThat(reply.response().body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(agents).isNotNull();
    }
}
