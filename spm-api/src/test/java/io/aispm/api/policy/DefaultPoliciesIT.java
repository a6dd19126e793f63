package io.aispm.api.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.api.SpmApiTest;
import io.aispm.api.agent.TestAgents;
import io.aispm.api.identity.TestPeople;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.policy.PolicyDecision.Outcome;
import io.aispm.kit.policy.PolicyEngine;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@SpmApiTest
class DefaultPoliciesIT {

    private static final String PATH = "/api/spm/default-policies";

    private final TenantId tenant = TestPeople.tenant();

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private TestAgents agents;

    @Autowired
    private Attachments attachments;

    @Autowired
    private LinkedPolicies linked;

    @Autowired
    private PolicyEngine engine;

    private PolicyApi api;

    @BeforeEach
    void write() {
        api = new PolicyApi(mvc, tenant);
        for (var id : List.of("gold", "silver")) {
            api.post("/api/spm/policies", Map.of("name", id, "rego", PolicyApi.rego(id, "no " + id, id)));
        }
    }

    @Test
    void thereAreNoneByDefault() {
        assertThat(api.get(PATH)).hasStatusOk().bodyJson().isStrictlyEqualTo("{\"policy_ids\": []}");
        assertThat(attachments.of(tenant, register("free"))).isEmpty();
    }

    @Test
    void eachAgentIsUnderThemFromItsRegistrationOn() {
        var earlier = register("earlier");

        assertThat(put("silver", "gold", "gold"))
                .hasStatusOk()
                .bodyJson()
                .isStrictlyEqualTo("{\"policy_ids\": [\"gold\", \"silver\"]}");

        var agent = register("guarded");
        assertThat(attachments.of(tenant, agent))
                .extracting(attached -> attached.policyId().value())
                .containsExactlyInAnyOrder("gold", "silver");
        var asked = new PolicyQuestions(engine, linked, tenant);
        assertThat(asked.decide(agent, "Gold!").reason()).isEqualTo("no gold");
        assertThat(asked.decide(earlier, "Gold!").decision()).isEqualTo(Outcome.ALLOW);
        assertThat(attachments.of(tenant, earlier)).isEmpty();
    }

    @Test
    void aPolicyOfThePlatformCanBeADefaultBeforeAnyAgentIsUnderIt() {
        assertThat(put("pii_mask")).hasStatusOk();

        var asked = new PolicyQuestions(engine, linked, tenant);
        assertThat(asked.decide(register("masked"), "mail me").decision()).isEqualTo(Outcome.REDACT);
    }

    @Test
    void aDeprecatedPolicyGoesToNoNewAgentAndBecomesNoDefault() {
        put("gold");
        api.post("/api/spm/policies/gold/promote", Map.of("mode", "deprecated"));
        api.post("/api/spm/policies/silver/promote", Map.of("mode", "deprecated"));

        assertThat(attachments.of(tenant, register("late"))).isEmpty();
        assertThat(put("gold")).hasStatusOk();
        problem(put("gold", "silver"), 409, "policy_deprecated");
        assertThat(api.get(PATH)).bodyJson().isStrictlyEqualTo("{\"policy_ids\": [\"gold\"]}");
    }

    @Test
    void aDefaultPolicyIsNotDeleted() {
        put("gold");
        problem(api.delete("/api/spm/policies/gold"), 409, "policy_attached");

        put();

        assertThat(api.delete("/api/spm/policies/gold")).hasStatus(204);
    }

    @Test
    void refusesPoliciesThatAreNotThereAndKeepsWhatWasSet() {
        put("gold");

        problem(put("silver", "no_such"), 422, "invalid_policy");
        problem(api.put(PATH, Map.of()), 422, "invalid_policy");
        problem(api.put(PATH, Map.of("policy_ids", "gold")), 422, "invalid_policy");

        assertThat(api.get(PATH)).bodyJson().isStrictlyEqualTo("{\"policy_ids\": [\"gold\"]}");
        assertThat(mvc.get().uri(PATH).header(HttpHeaders.AUTHORIZATION, TestPeople.admin(TestPeople.tenant())))
                .bodyJson()
                .isStrictlyEqualTo("{\"policy_ids\": []}");
    }

    @Test
    void auditorsReadThemAndOnlyAdministratorsSetThem() {
        assertThat(mvc.get().uri(PATH).header(HttpHeaders.AUTHORIZATION, TestPeople.auditor(tenant)))
                .hasStatusOk();
        assertThat(mvc.get().uri(PATH).header(HttpHeaders.AUTHORIZATION, TestPeople.user(tenant, "una")))
                .hasStatus(403);
        assertThat(mvc.put()
                        .uri(PATH)
                        .header(HttpHeaders.AUTHORIZATION, TestPeople.operator(tenant))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"policy_ids\": []}"))
                .hasStatus(403);
    }

    private AgentId register(String name) {
        return agents.stopped(tenant, name).id();
    }

    private MvcTestResult put(String... ids) {
        return api.put(PATH, Map.of("policy_ids", Arrays.asList(ids)));
    }

    private static void problem(MvcTestResult answer, int status, String code) {
        assertThat(answer).hasStatus(status).bodyJson().extractingPath("$.code").isEqualTo(code);
    }
}
