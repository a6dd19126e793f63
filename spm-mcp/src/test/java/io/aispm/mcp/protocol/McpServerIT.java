package io.aispm.mcp.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.contract.lineage.ControlEvent;
import io.aispm.contract.lineage.LineageEvent;
import io.aispm.contract.policy.PolicyDecision;
import io.aispm.kit.call.CallAnswer;
import io.aispm.kit.call.CallContexts;
import io.aispm.kit.lineage.ControlChannel;
import io.aispm.kit.lineage.LineageProducer;
import io.aispm.kit.policy.PolicyAnswer;
import io.aispm.kit.policy.PolicyEngine;
import io.aispm.mcp.Callers;
import io.aispm.mcp.SpmMcpApplication;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole server on a free port, asked by the official client and by hand; the control plane and OPA are stand-ins. */
@SpringBootTest(
        classes = {SpmMcpApplication.class, McpServerIT.StandIns.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "spm.kafka.health=false",
            "spm.opa.enabled=false",
            "spm.outbound.loopback=true"
        })
class McpServerIT {

    private static final StandInTavily TAVILY = new StandInTavily();
    private static final List<LineageEvent> RECORDED = new CopyOnWriteArrayList<>();
    private static final JsonMapper JSON = new JsonMapper();

    private final OkHttpClient http = new OkHttpClient();

    @LocalServerPort
    private int port;

    @BeforeEach
    void forget() {
        RECORDED.clear();
        TAVILY.answerWithResults();
    }

    @Test
    void speaksTheProtocolWithTheOfficialClient() {
        try (var client = client("ada")) {
            assertThat(client.initialize().serverInfo().name()).isEqualTo("aispm");
            assertThat(client.listTools().tools())
                    .extracting(McpSchema.Tool::name)
                    .containsExactlyInAnyOrder("web_fetch", "time_now", "knowledge_search", "fetch_url");

            var result = client.callTool(McpSchema.CallToolRequest.builder("web_fetch")
                    .arguments(Map.of("query", "kiwis"))
                    .build());

            assertThat(result.isError()).isFalse();
            assertThat(JSON.<JsonNode>valueToTree(result.structuredContent()).path("results"))
                    .hasSize(2);
        }
    }

    @Test
    void answersABareCallInPlainJson() throws IOException {
        try (var answer = bare("ada", "web_fetch", "{\"query\":\"kiwis\",\"max_results\":9}")) {
            assertThat(answer.code()).isEqualTo(200);
            assertThat(answer.header("Content-Type")).startsWith("application/json");
            var result = JSON.readTree(answer.body().string()).path("result");
            assertThat(result.path("results")).hasSize(2);
            assertThat(result.at("/results/0/content").asString()).isEqualTo("0123456789");
            assertThat(result.path("structuredContent").path("results")).isEqualTo(result.path("results"));
            assertThat(result.at("/content/0/type").asString()).isEqualTo("text");
            assertThat(result.path("_meta").path("aispm/untrusted").asBoolean()).isTrue();
        }
        assertThat(TAVILY.asked().getLast()).startsWith("Bearer tvly-key {").contains("\"max_results\":2");
        assertThat(RECORDED)
                .filteredOn(event -> event.eventType().equals("AgentToolCall"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.correlationId()).isEqualTo(Callers.TRACE);
                    assertThat(event.payload()).containsEntry("ok", true);
                });
    }

    @Test
    void namesTheFieldToSetWhereWebSearchIsNotConfigured() throws IOException {
        try (var answer = bare("bob", "web_fetch", "{\"query\":\"kiwis\"}")) {
            var result = JSON.readTree(answer.body().string()).path("result");
            assertThat(result.path("isError").asBoolean()).isTrue();
            assertThat(result.at("/content/0/text").asString()).contains("Tavily Integration");
        }
    }

    @ParameterizedTest
    @CsvSource({"500, secret stack trace", "200, not json", "401, {}", "302, ''"})
    void saysNothingOfWhatWentWrongUpstream(int status, String body) throws IOException {
        TAVILY.answerWith(status, body);

        try (var answer = bare("ada", "web_fetch", "{\"query\":\"kiwis\"}")) {
            var text = answer.body().string();
            assertThat(JSON.readTree(text).at("/result/isError").asBoolean()).isTrue();
            assertThat(text).doesNotContain("secret stack trace").doesNotContain("127.0.0.1");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not json | -32700 | 400",
                "null | -32600 | 400",
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}] | -32600 | 400",
                "{\"jsonrpc\":\"1.0\"} | -32600 | 400",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"} | -32601 | 400",
                "{\"jsonrpc\":\"2.0\",\"method\":\"tools/call\"} | -32600 | 400",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\"} | -32602 | 200",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"rm\"}} | -32602 | 200",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"web_fetch\",\"arguments\":[]}} | -32602 | 200",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"web_fetch\",\"arguments\":{}}} | -32602 | 200"
            })
    void aMalformedCallIsTheProtocolsError(String message, int code, int status) throws IOException {
        try (var answer = post("ada", message)) {
            assertThat(answer.code()).isEqualTo(status);
            var text = answer.body().string();
            assertThat(JSON.readTree(text).at("/error/code").asInt()).isEqualTo(code);
            assertThat(text).doesNotContain("stackTrace").doesNotContain("Exception");
        }
    }

    @Test
    void refusesAMessageOfMoreThanAMegabyte() throws IOException {
        try (var answer = post("ada", "\"" + "a".repeat(1024 * 1024) + "\"")) {
            assertThat(answer.code()).isEqualTo(413);
        }
    }

    @ParameterizedTest
    @CsvSource({"stranger, 401, unknown_agent_token", "nobody-knows, 503, control_plane_unavailable"})
    void letsInOnlyAgentsThatAreKnown(String token, int status, String code) throws IOException {
        try (var answer = post(token, "{}")) {
            assertThat(answer.code()).isEqualTo(status);
            assertThat(JSON.readTree(answer.body().string()).path("code").asString())
                    .isEqualTo(code);
        }
    }

    @Test
    void asksForABearerToken() throws IOException {
        var request =
                new Request.Builder().url("http://127.0.0.1:" + port + "/mcp").build();
        try (var answer = http.newCall(request).execute()) {
            assertThat(answer.code()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        }
    }

    @Test
    void oneAgentsSessionIsNotAnothers() throws IOException {
        try (var opened = post("ada", initialize())) {
            var session = Objects.requireNonNull(opened.header("Mcp-Session-Id"));

            assertThat(inSession("ada", session)).isEqualTo(200);
            assertThat(inSession("bob", session)).isEqualTo(404);
        }
    }

    @Test
    void whatAPolicyBlocksIsAToolError() throws IOException {
        try (var answer = bare("ada", "time_now", "{\"why\":1}")) {
            assertThat(JSON.readTree(answer.body().string()).at("/error/code").asInt())
                    .isEqualTo(-32602);
        }
        try (var answer = bare("ada", "web_fetch", "{\"query\":\"forbidden\"}")) {
            var result = JSON.readTree(answer.body().string()).path("result");
            assertThat(result.path("isError").asBoolean()).isTrue();
            assertThat(result.path("_meta").path("aispm/code").asString()).isEqualTo("policy_blocked");
            assertThat(result.at("/structuredContent/code").asString()).isEqualTo("policy_blocked");
        }
    }

    @Test
    void agentsAreToldTheStatusOnly() throws IOException {
        var request = new Request.Builder()
                .url("http://127.0.0.1:" + port + "/health")
                .build();
        try (var answer = http.newCall(request).execute()) {
            assertThat(answer.body().string()).isEqualTo("{\"status\":\"UP\"}");
        }
    }

    private McpSyncClient client(String token) {
        var transport = HttpClientStreamableHttpTransport.builder("http://127.0.0.1:" + port)
                .endpoint("/mcp")
                .addHttpRequestCustomizer((request, _, _, _, _) -> request.header("Authorization", "Bearer " + token))
                .build();
        return McpClient.sync(transport).requestTimeout(Duration.ofSeconds(10)).build();
    }

    private Response bare(String token, String tool, String arguments) throws IOException {
        return post(
                token,
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":%s}}"
                        .formatted(tool, arguments));
    }

    private Response post(String token, String message) throws IOException {
        return http.newCall(request(token, message).build()).execute();
    }

    private int inSession(String token, String session) throws IOException {
        var list = "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}";
        try (var answer = http.newCall(
                        request(token, list).header("Mcp-Session-Id", session).build())
                .execute()) {
            return answer.code();
        }
    }

    private Request.Builder request(String token, String message) {
        return new Request.Builder()
                .url("http://127.0.0.1:" + port + "/mcp")
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json, text/event-stream")
                .post(RequestBody.create(message, MediaType.get("application/json")));
    }

    private static String initialize() {
        return """
                {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",
                 "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}""";
    }

    /** What lies outside of this server. */
    @TestConfiguration(proxyBeanMethods = false)
    static class StandIns {

        @Bean
        CallContexts callContexts() {
            return (_, token, _) -> switch (token) {
                case "ada" -> new CallAnswer.Known(Callers.agent(Callers.ADA, Callers.tavily(TAVILY.baseUrl())));
                case "bob" -> new CallAnswer.Known(Callers.agent(Callers.BOB, null));
                case "nobody-knows" -> new CallAnswer.Unavailable();
                default -> new CallAnswer.Unknown();
            };
        }

        @Bean
        PolicyEngine policyEngine() {
            return question -> {
                var forbidden = String.valueOf(question.tool()).contains("forbidden");
                var decision = PolicyDecision.of(forbidden ? "block" : "allow", "no", null, null, "1");
                return new PolicyAnswer.Decided(decision, Duration.ZERO);
            };
        }

        @Bean
        LineageProducer lineageProducer() {
            return RECORDED::add;
        }

        @Bean
        ControlChannel controlChannel() {
            return new ControlChannel() {
                @Override
                public void publish(ControlEvent event) {}

                @Override
                public void subscribe(Consumer<ControlEvent> listener) {}
            };
        }
    }
}
