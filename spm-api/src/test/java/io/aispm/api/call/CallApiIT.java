package io.aispm.api.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.api.SpmApiTest;
import io.aispm.api.agent.TestAgents;
import io.aispm.api.identity.TestPeople;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpmApiTest
class CallApiIT {

    private static final String KEY = "tvly-0123456789abcdef";

    private final TenantId tenant = TestPeople.tenant();
    private final JsonMapper json = JsonMapper.shared();

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private TestAgents agents;

    @Value("${spm.service.tokens-dir}")
    private Path tokens;

    private AgentId agent = new AgentId(UUID.randomUUID());

    @BeforeEach
    void startsAnAgent() {
        person(HttpMethod.GET, "/api/spm/integrations", Map.of());
        agent = agents.deployed(tenant, "caller", TestAgents.CODE).id();
    }

    @Test
    void tellsTheGatewayWhoCallsAndWhereItGoes() {
        var made = tree(person(
                HttpMethod.POST,
                "/api/spm/integrations",
                Map.of("connector_type", "tavily", "credentials", Map.of("api_key", KEY))));
        var runtime = tree(person(HttpMethod.GET, "/api/spm/integrations?q=agent-runtime", Map.of()))
                .get(0)
                .get("id")
                .asString();
        person(
                HttpMethod.POST,
                "/api/spm/integrations/" + runtime + "/configure",
                Map.of("fields", Map.of("tavily_integration_id", made.get("id").asString())));
        person(HttpMethod.POST, "/api/spm/agents/" + agent + "/policies/tool_scope", Map.of());

        var context = tree(ask("spm-mcp", "mcp", token()));

        assertThat(context.get("tenant_id").asString()).isEqualTo(tenant.toString());
        assertThat(context.get("agent").get("id").asString()).isEqualTo(agent.toString());
        assertThat(context.get("linked_policies").get(0).get("id").asString()).isEqualTo("tool_scope");
        assertThat(context.get("runtime").get("tool_call_timeout_s").asInt()).isEqualTo(30);
        assertThat(context.get("route").get("connector_type").asString()).isEqualTo("tavily");
        assertThat(context.get("route").get("credentials").get("api_key").asString())
                .isEqualTo(KEY);
        assertThat(context.get("turn").get("trace_id").asString()).matches("[0-9a-f]{32}");
        assertThat(context.get("turn").path("session_id").isNull()).isTrue();
    }

    @Test
    void namesTheFieldWhereNothingIsConfigured() {
        var context = tree(ask("spm-mcp", "mcp", token()));

        assertThat(context.path("route").isNull()).isTrue();
        assertThat(context.get("route_missing").asString()).contains("Tavily Integration", "tavily_integration_id");
    }

    @Test
    void aTokenThatIsNobodysIsUnknown() {
        assertThat(ask("spm-mcp", "mcp", "nobody's"))
                .hasStatus(401)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("unknown_agent_token");
        assertThat(ask("spm-llm-proxy", "llm", token())).hasStatus(401);
    }

    @Test
    void eachGatewayLearnsOnlyWhatItServes() {
        assertThat(ask("spm-mcp", "llm", token())).hasStatus(403);
        assertThat(ask("opa", "mcp", token())).hasStatus(403);
        assertThat(mvc.post()
                        .uri("/internal/calls")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{}"))
                .hasStatus(401);
        assertThat(mvc.post()
                        .uri("/internal/calls")
                        .header(HttpHeaders.AUTHORIZATION, TestPeople.admin(tenant))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{}"))
                .hasStatus(401);
    }

    @Test
    void aBadQuestionIsABadRequest() {
        assertThat(ask("spm-mcp", "fax", token())).hasStatus(400);
        assertThat(mvc.post()
                        .uri("/internal/calls")
                        .header(HttpHeaders.AUTHORIZATION, service("spm-mcp"))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{}"))
                .hasStatus(400);
    }

    @Test
    void aStoppedAgentsTokenDiesAtOnce() {
        var token = token();
        assertThat(ask("spm-mcp", "mcp", token)).hasStatus(200);

        person(HttpMethod.POST, "/api/spm/agents/" + agent + "/quarantine", Map.of());

        Awaitility.await()
                .untilAsserted(() -> assertThat(ask("spm-mcp", "mcp", token)).hasStatus(401));
    }

    private String token() {
        return Awaitility.await().ignoreExceptions().until(() -> agents.token(agent), token -> !token.isEmpty());
    }

    private MvcTestResult ask(String asker, String kind, String token) {
        return mvc.post()
                .uri("/internal/calls")
                .header(HttpHeaders.AUTHORIZATION, service(asker))
                .contentType(MediaType.APPLICATION_JSON)
                .content(json.writeValueAsString(Map.of("token", token, "kind", kind)))
                .exchange();
    }

    private MvcTestResult person(HttpMethod method, String path, Map<String, ?> body) {
        return mvc.method(method)
                .uri(path)
                .header(HttpHeaders.AUTHORIZATION, TestPeople.admin(tenant))
                .contentType(MediaType.APPLICATION_JSON)
                .content(json.writeValueAsString(body))
                .exchange();
    }

    private String service(String name) {
        try {
            return "Bearer " + Files.readString(tokens.resolve(name));
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private JsonNode tree(MvcTestResult result) {
        return json.readTree(new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8));
    }
}
