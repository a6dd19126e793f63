package io.aispm.api.policy.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aispm.api.SpmApiTest;
import io.aispm.api.agent.TestAgents;
import io.aispm.api.identity.TestPeople;
import io.aispm.api.policy.LinkedPolicies;
import io.aispm.api.policy.PolicyChanged;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpmApiTest
@RecordApplicationEvents
class AgentPolicyApiIT {

    private final TenantId tenant = TestPeople.tenant();
    private final JsonMapper json = JsonMapper.shared();

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private TestAgents agents;

    @Autowired
    private LinkedPolicies linked;

    @Autowired
    private ApplicationEvents events;

    private AgentId agent = new AgentId(UUID.randomUUID());

    @BeforeEach
    void registersAnAgentInATenantWithItsFirstPolicies() {
        assertThat(send(HttpMethod.GET, "/api/spm/policies", null)).hasStatus(200);
        agent = agents.stopped(tenant, "ruled").id();
    }

    @Test
    void attachesAndDetachesAsOftenAsItIsAsked() {
        assertThat(send(HttpMethod.POST, path("/pii_mask"), null)).hasStatus(201);
        var first = tree(send(HttpMethod.GET, path(""), null));
        assertThat(send(HttpMethod.POST, path("/pii_mask"), null)).hasStatus(201);

        assertThat(tree(send(HttpMethod.GET, path(""), null)).toString()).isEqualTo(first.toString());
        assertThat(first.size()).isEqualTo(1);
        assertThat(first.get(0).get("policy_id").asString()).isEqualTo("pii_mask");
        assertThat(first.get(0).get("attached_by").asString()).isEqualTo("ada");
        assertThat(first.get(0).get("attached_at").asString()).matches("....-..-..T..:..:..\\....Z");
        assertThat(events.stream(PolicyChanged.class).filter(event -> agent.equals(event.agentId())))
                .hasSize(1);

        assertThat(send(HttpMethod.DELETE, path("/pii_mask"), null)).hasStatus(204);
        assertThat(send(HttpMethod.DELETE, path("/pii_mask"), null)).hasStatus(204);
        assertThat(tree(send(HttpMethod.GET, path(""), null)).size()).isZero();
    }

    @Test
    void replacesAllAtOnceOrNothing() {
        var replaced = send(HttpMethod.PUT, path(""), Map.of("policy_ids", new String[] {"pii_mask", "tool_scope"}));
        assertThat(replaced).hasStatus(200);
        assertThat(tree(replaced).size()).isEqualTo(2);

        var refused = send(HttpMethod.PUT, path(""), Map.of("policy_ids", new String[] {"prompt_guard", "nobody"}));
        assertThat(refused)
                .hasStatus(422)
                .bodyJson()
                .extractingPath("$.errors[0]")
                .asString()
                .contains("nobody");
        assertThat(linked.of(tenant, agent)).hasSize(2);
        assertThat(send(HttpMethod.PUT, path(""), Map.of())).hasStatus(422);
    }

    @Test
    void anUnknownPolicyOrAgentIsNotThere() {
        assertThat(send(HttpMethod.POST, path("/nobody"), null)).hasStatus(404);
        assertThat(send(HttpMethod.DELETE, path("/Not-An-Id"), null)).hasStatus(404);
        var other = "/api/spm/agents/" + UUID.randomUUID() + "/policies";
        assertThat(send(HttpMethod.GET, other, null)).hasStatus(404);
        assertThat(send(HttpMethod.PUT, other, Map.of("policy_ids", new String[0])))
                .hasStatus(404);
        assertThat(mvc.get().uri(path("")).header(HttpHeaders.AUTHORIZATION, TestPeople.admin(TestPeople.tenant())))
                .hasStatus(404);
    }

    @Test
    void operatorsReadAndOnlyAdministratorsAttach() {
        assertThat(mvc.get().uri(path("")).header(HttpHeaders.AUTHORIZATION, TestPeople.operator(tenant)))
                .hasStatus(200);
        assertThat(mvc.post().uri(path("/pii_mask")).header(HttpHeaders.AUTHORIZATION, TestPeople.operator(tenant)))
                .hasStatus(403);
    }

    @Test
    void aDeletedAgentIsUnderNothing() {
        send(HttpMethod.POST, path("/tool_scope"), null);

        assertThat(send(HttpMethod.DELETE, "/api/spm/agents/" + agent, null)).hasStatus(204);

        await().until(() -> linked.of(tenant, agent).isEmpty());
    }

    private String path(String rest) {
        return "/api/spm/agents/" + agent + "/policies" + rest;
    }

    private MvcTestResult send(HttpMethod method, String path, @Nullable Map<String, ?> body) {
        var request = mvc.method(method).uri(path).header(HttpHeaders.AUTHORIZATION, TestPeople.admin(tenant));
        return body == null
                ? request.exchange()
                : request.contentType(MediaType.APPLICATION_JSON)
                        .content(json.writeValueAsString(body))
                        .exchange();
    }

    private JsonNode tree(MvcTestResult result) {
        return json.readTree(new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8));
    }
}
