package io.aispm.proxy.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aispm.proxy.StandInProvider;
import io.aispm.proxy.TestCalls;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the other two shapes must not escape: guard, policies, limits, records, and errors in their own words. */
@ProxyTest
class ShapesIT {

    private static final String MESSAGE = """
            {"model":"claude-x","max_tokens":64,"messages":[{"role":"user","content":"Hello there"}]}""";
    private static final String RESPONSE = "{\"model\":\"m\",\"input\":\"Hello there\"}";
    private static final String EVENTS = """
            data: {"id":"c","created":1,"model":"m-1","choices":[{"index":0,"delta":{"content":"All is well. "}}]}

            data: {"id":"c","created":1,"model":"m-1","choices":[{"index":0,"delta":{"content":"ATTACK now"}}]}

            data: {"id":"c","created":1,"model":"m-1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

            data: [DONE]

            """;

    private final ProxyTestBeans.KeptLineage lineage;
    private final Gateway gateway;
    private final StandInProvider provider = new StandInProvider();

    @Autowired
    ShapesIT(@LocalServerPort int port, ProxyTestBeans.KnownAgents agents, ProxyTestBeans.KeptLineage lineage)
            throws IOException {
        this.lineage = lineage;
        this.gateway = new Gateway(port, agents);
    }

    @AfterEach
    void end() {
        provider.close();
    }

    private TestCalls call() {
        return TestCalls.to("openai_compatible")
                .config("base_url", provider.url("/v1"))
                .config("model", "m-1");
    }

    @Test
    void guardsPromptsOfEveryShape() {
        var token = gateway.token(call().setting("guard_llm", "enforced").call());

        var message = gateway.post("/v1/messages", token, MESSAGE.replace("Hello", "ATTACK"));
        var response = gateway.post("/v1/responses", token, RESPONSE.replace("Hello", "ATTACK"));

        assertThat(message.status()).isEqualTo(403);
        assertThat(message.body().at("/type").asString()).isEqualTo("error");
        assertThat(message.body().at("/error/type").asString()).isEqualTo("permission_error");
        assertThat(message.code()).isEqualTo("guard_blocked");
        assertThat(response.code()).isEqualTo("guard_blocked");
        assertThat(provider.seen()).isEmpty();
    }

    @Test
    void releasesNoBlockedByteInEitherStream() {
        provider.streams(EVENTS);
        var token = gateway.token(call().setting("guard_llm", "enforced").call());

        var message = gateway.post("/v1/messages", token, MESSAGE.replace("\"max", "\"stream\":true,\"max"));
        var response = gateway.post("/v1/responses", token, RESPONSE.replace("}", ",\"stream\":true}"));

        assertThat(message.response().body()).doesNotContain("ATTACK");
        assertThat(message.response().body()).contains("output_blocked").doesNotContain("message_stop");
        assertThat(response.response().body()).doesNotContain("ATTACK");
        assertThat(response.response().body()).contains("output_blocked").doesNotContain("response.completed");
    }

    @Test
    void obeysPoliciesAndRecordsCallsOfEveryShape() {
        var call = call().policy("block").call();
        var token = gateway.token(call);

        assertThat(gateway.post("/v1/messages", token, MESSAGE).code()).isEqualTo("policy_blocked");
        assertThat(gateway.post("/v1/responses", token, RESPONSE).code()).isEqualTo("policy_blocked");

        await().until(() -> lineage.of(call, "AgentLLMCall").size() == 2);
    }

    @Test
    void takesAnAnthropicClientsKeyFromItsOwnHeader() {
        provider.answers(500, "{}");
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + "/v1/messages"));

        var nobody = gateway.send(request.copy()
                .header("x-api-key", "nobody")
                .POST(HttpRequest.BodyPublishers.ofString(MESSAGE))
                .build());
        var known = gateway.send(request.copy()
                .header("x-api-key", gateway.token(call().call()))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build());

        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.body().at("/error/type").asString()).isEqualTo("authentication_error");
        assertThat(known.status()).isEqualTo(400);
        assertThat(known.body().at("/error/type").asString()).isEqualTo("invalid_request_error");
    }

    @Test
    void keepsNoState() {
        var refused =
                gateway.post("/v1/responses", gateway.token(call().call()), RESPONSE.replace("}", ",\"store\":true}"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().at("/error/param").asString()).isEqualTo("store");
    }
}
