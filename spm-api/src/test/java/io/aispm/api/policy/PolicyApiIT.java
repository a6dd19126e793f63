package io.aispm.api.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.api.SpmApiTest;
import io.aispm.api.TestOpa;
import io.aispm.api.identity.TestPeople;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.kit.policy.PolicyAnswer;
import io.aispm.kit.policy.PolicyEngine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.json.JsonMapper;

@SpmApiTest
class PolicyApiIT {

    private final TenantId tenant = TestPeople.tenant();
    private final AgentId agent = new AgentId(UUID.randomUUID());
    private final JsonMapper json = JsonMapper.shared();

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Attachments attachments;

    @Autowired
    private LinkedPolicies linked;

    @Autowired
    private PolicyEngine engine;

    @Autowired
    private TestOpa opa;

    private PolicyApi api;
    private PolicyQuestions asked;

    @BeforeEach
    void open() {
        api = new PolicyApi(mvc, tenant);
        asked = new PolicyQuestions(engine, linked, tenant);
    }

    @Test
    void refusesRegoThatDoesNotCompileWithItsPlace() {
        var broken =
                api.post("/api/spm/policies", Map.of("name", "x", "rego", "package aispm.policies.x\n\ndecision := {"));

        assertThat(broken).hasStatus(422);
        assertThat(broken).bodyJson().extractingPath("$.code").isEqualTo("invalid_policy");
        assertThat(broken).bodyJson().extractingPath("$.errors[0]").asString().startsWith("Line 3, column ");
    }

    @Test
    void refusesWhatReachesOutOfItsPackage() {
        for (var rego : List.of(
                "package aispm.policies.other\ndecision := {\"decision\": \"allow\"}",
                "package aispm.policies.x\ndecision := data.spm.base",
                "package aispm.policies.x\ndecision := y if { some t; y := data.aispm.tenants[t] }",
                "package aispm.policies.x\nimport data.aispm.policies.other\ndecision := other.decision",
                "package aispm.policies.x\ndecision := {\"decision\": \"allow\"} if data[input.a]",
                "package aispm.policies.x\ndecision := http.send({\"method\": \"get\", \"url\": \"http://a\"})",
                "package aispm.policies.x\ndecision := {\"decision\": opa.runtime().version}",
                "package aispm.policies.x\nnothing := 1")) {
            assertThat(api.post("/api/spm/policies", Map.of("name", "x", "rego", rego)))
                    .as(rego)
                    .hasStatus(422);
        }
        assertThat(api.get("/api/spm/policies/x")).hasStatus(404);
    }

    @Test
    void refusesABadBodyWithASentenceForEachField() {
        var refused = api.post("/api/spm/policies", Map.of("name", 7, "mode", "loud", "params", List.of()));

        assertThat(refused)
                .hasStatus(422)
                .bodyJson()
                .extractingPath("$.errors")
                .asArray()
                .hasSize(4);
        assertThat(api.post(
                        "/api/spm/policies",
                        Map.of("id", "Bad Id", "name", "a", "rego", PolicyApi.rego("a", "a", "a"))))
                .hasStatus(422);
        assertThat(api.post(
                        "/api/spm/policies", Map.of("name", "n".repeat(10_000), "rego", PolicyApi.rego("n", "a", "a"))))
                .hasStatus(422);
    }

    @Test
    void judgesParametersByTheirSchema() {
        var schema = Map.of("properties", Map.of("longest", Map.of("type", "integer", "minimum", 1)));
        var body = new HashMap<String, Object>(
                Map.of("name", "sized", "rego", PolicyApi.rego("sized", "a", "a"), "params_schema", schema));

        body.put("params", Map.of("longest", 0));
        var refused = api.post("/api/spm/policies", body);
        assertThat(refused).hasStatus(422);
        assertThat(refused).bodyJson().extractingPath("$.errors[0]").asString().startsWith("`params.longest`: ");

        body.put("params", Map.of("longest", 5));
        assertThat(api.post("/api/spm/policies", body))
                .hasStatus(201)
                .bodyJson()
                .extractingPath("$.params_schema.properties.longest.minimum")
                .isEqualTo(1);
        assertThat(api.put("/api/spm/policies/sized", Map.of("params", Map.of("longest", "x"))))
                .hasStatus(422);
        assertThat(api.put("/api/spm/policies/sized", Map.of("params_schema", Map.of("required", List.of("a")))))
                .hasStatus(422);
        assertThat(api.put("/api/spm/policies/sized", Map.of("params_schema", Map.of(), "params", Map.of("b", 1))))
                .hasStatus(200)
                .bodyJson()
                .extractingPath("$.version")
                .isEqualTo(2);
        assertThat(api.put("/api/spm/policies/sized", Map.of("params_schema", Map.of("type", 7))))
                .hasStatus(422);
    }

    @Test
    void aSeedsParametersAreJudgedToo() {
        assertThat(api.put("/api/spm/policies/token_budget", Map.of("params", Map.of("tokens_a_day", 5))))
                .hasStatus(422);
        assertThat(api.put("/api/spm/policies/token_budget", Map.of("params", Map.of("tokens_per_minute", 500))))
                .hasStatus(200);
    }

    @Test
    void refusesASecondPolicyOfTheSameIdAndTheDeletionOfAnAttachedOne() {
        api.post("/api/spm/policies", Map.of("name", "once", "rego", PolicyApi.rego("once", "a", "a")));
        assertThat(api.post("/api/spm/policies", Map.of("name", "once", "rego", PolicyApi.rego("once", "a", "a"))))
                .hasStatus(409)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("policy_exists");

        attachments.attach(tenant, agent, PolicyId.of("once"), "ada");
        assertThat(api.delete("/api/spm/policies/once"))
                .hasStatus(409)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("policy_attached");

        attachments.replace(tenant, agent, List.of(), "ada");
        assertThat(api.delete("/api/spm/policies/once")).hasStatus(204);
        assertThat(api.get("/api/spm/policies/once")).hasStatus(404);
    }

    @Test
    void theFilledTemplateIsAPolicy() {
        var template = json.readTree(PolicyApi.body(api.get("/api/spm/policies/template")))
                .get("rego")
                .asString();
        var rego = template.replace("__SLUG__", "filled")
                .replace("__CONDITION__", "input.stage == \"prompt\"; contains(input.prompt, \"x\")")
                .replace("__REASON__", "no x");

        assertThat(api.post("/api/spm/policies", Map.of("name", "filled", "rego", rego)))
                .hasStatus(201);
        assertThat(api.post("/api/spm/policies/validate", Map.of("rego", template)))
                .hasStatus(200)
                .bodyJson()
                .extractingPath("$.ok")
                .isEqualTo(false);
    }

    @Test
    void aWriteThatTheEngineDoesNotGetStandsAndSaysSo() {
        opa.freeze();
        try {
            var late = api.post(
                    "/api/spm/policies", Map.of("name", "late", "rego", PolicyApi.rego("late", "late", "late")));

            assertThat(late).hasStatus(503);
            assertThat(late).bodyJson().extractingPath("$.code").isEqualTo("policy_unavailable");
            assertThat(late).bodyJson().extractingPath("$.saved").isEqualTo(true);
            assertThat(api.get("/api/spm/policies/late")).hasStatus(200);
            assertThat(asked.ask(agent, "hello")).isInstanceOf(PolicyAnswer.Unavailable.class);
        } finally {
            opa.thaw();
        }
    }

    @Test
    void anotherTenantsPolicyIsNotThere() {
        api.post("/api/spm/policies", Map.of("name", "mine", "rego", PolicyApi.rego("mine", "a", "a")));

        assertThat(mvc.get()
                        .uri("/api/spm/policies/mine")
                        .header(HttpHeaders.AUTHORIZATION, TestPeople.admin(TestPeople.tenant())))
                .hasStatus(404);
        assertThat(api.get("/api/spm/policies/No-Such")).hasStatus(404);
    }

    @Test
    void auditorsReadAndOnlyAdministratorsWrite() {
        assertThat(mvc.get().uri("/api/spm/policies").header(HttpHeaders.AUTHORIZATION, TestPeople.auditor(tenant)))
                .hasStatus(200);
        assertThat(mvc.post()
                        .uri("/api/spm/policies")
                        .header(HttpHeaders.AUTHORIZATION, TestPeople.operator(tenant))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{}"))
                .hasStatus(403);
        assertThat(mvc.get().uri("/api/spm/policies").header(HttpHeaders.AUTHORIZATION, TestPeople.user(tenant, "uma")))
                .hasStatus(403);
    }

    @Test
    void noPolicyTakesTheNameOfTheTemplatesRoute() {
        var refused =
                api.post("/api/spm/policies", Map.of("name", "Template", "rego", PolicyApi.rego("template", "a", "a")));

        assertThat(refused).hasStatus(422);
        assertThat(refused).bodyJson().extractingPath("$.errors[0]").asString().contains("template");
    }
}
