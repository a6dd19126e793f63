package io.aispm.api.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.api.SpmApiTest;
import io.aispm.api.identity.TestPeople;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.policy.PolicyDecision.Outcome;
import io.aispm.kit.policy.PolicyAnswer;
import io.aispm.kit.policy.PolicyEngine;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** What policies decide once they are attached. */
@SpmApiTest
class PolicyDecisionsIT {

    private final TenantId tenant = TestPeople.tenant();
    private final AgentId agent = new AgentId(UUID.randomUUID());

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Attachments attachments;

    @Autowired
    private LinkedPolicies linked;

    @Autowired
    private PolicyEngine engine;

    private PolicyApi api;
    private PolicyQuestions asked;

    @BeforeEach
    void open() {
        api = new PolicyApi(mvc, tenant);
        asked = new PolicyQuestions(engine, linked, tenant);
    }

    @Test
    void createsAPolicyThatDecidesForTheAgentsItIsAttachedTo() {
        var created = api.post(
                "/api/spm/policies", Map.of("name", "No numbers", "rego", PolicyApi.rego("no_numbers", "no", "seven")));

        assertThat(created).hasStatus(201);
        assertThat(created).bodyJson().isLenientlyEqualTo("""
                        {"id": "no_numbers", "name": "No numbers", "mode": "enforced", "version": 1, "params": {},
                         "owner": "ada", "attached_agents": 0}""");
        assertThat(asked.decide(agent, "seven").decision()).isEqualTo(Outcome.ALLOW);

        attachments.attach(tenant, agent, PolicyId.of("no_numbers"), "ada");
        var told = asked.decide(agent, "Seven dwarfs");
        assertThat(told.decision()).isEqualTo(Outcome.BLOCK);
        assertThat(told.reason()).isEqualTo("no");
        assertThat(told.policyIds()).containsExactly("no_numbers");
        assertThat(told.revision()).isNotNull();
        assertThat(asked.decide(agent, "six").decision()).isEqualTo(Outcome.ALLOW);

        attachments.detach(tenant, agent, PolicyId.of("no_numbers"), "ada");
        assertThat(asked.decide(agent, "Seven dwarfs").decision()).isEqualTo(Outcome.ALLOW);
    }

    @Test
    void aNewVersionCountsOnTheNextTurn() {
        api.post("/api/spm/policies", Map.of("name", "words", "rego", PolicyApi.rego("words", "first", "one")));
        attachments.attach(tenant, agent, PolicyId.of("words"), "ada");

        var changed = api.put("/api/spm/policies/words", Map.of("rego", PolicyApi.rego("words", "second", "two")));

        assertThat(changed)
                .hasStatus(200)
                .bodyJson()
                .extractingPath("$.version")
                .isEqualTo(2);
        assertThat(asked.decide(agent, "one").decision()).isEqualTo(Outcome.ALLOW);
        assertThat(asked.decide(agent, "two").reason()).isEqualTo("second");

        var restored = api.post("/api/spm/policies/words/restore", Map.of("version", 1));

        assertThat(restored)
                .hasStatus(200)
                .bodyJson()
                .extractingPath("$.version")
                .isEqualTo(3);
        assertThat(asked.decide(agent, "one").reason()).isEqualTo("first");
        assertThat(api.get("/api/spm/policies/words/versions"))
                .bodyJson()
                .extractingPath("$[*].version")
                .asArray()
                .containsExactly(3, 2, 1);
    }

    @Test
    void aMonitoredPolicyIsRecordedAndChangesNothing() {
        api.post("/api/spm/policies", Map.of("name", "watch", "rego", PolicyApi.rego("watch", "seen", "gold")));
        attachments.attach(tenant, agent, PolicyId.of("watch"), "ada");
        assertThat(api.post("/api/spm/policies/watch/promote", Map.of("mode", "monitor")))
                .hasStatus(200);

        var told = asked.decide(agent, "gold");

        assertThat(told.decision()).isEqualTo(Outcome.ALLOW);
        assertThat(told.policyIds()).containsExactly("watch");
        assertThat(told.reason()).contains("seen");
    }

    @Test
    void aPolicyThatContradictsItselfHarmsNobodyItIsNotAttachedTo() {
        var twoValues = """
                package aispm.policies.torn
                decision := {"decision": "block", "reason": "a"} if input.prompt
                decision := {"decision": "allow", "reason": "b"} if input.prompt
                """;
        assertThat(api.post("/api/spm/policies", Map.of("name", "torn", "rego", twoValues)))
                .hasStatus(201);
        var other = new AgentId(UUID.randomUUID());
        attachments.attach(tenant, agent, PolicyId.of("torn"), "ada");

        assertThat(asked.ask(agent, "hello"))
                .isInstanceOfSatisfying(
                        PolicyAnswer.Unavailable.class,
                        away -> assertThat(away.policyId()).isEqualTo("torn"));
        assertThat(asked.ask(other, "hello")).isInstanceOf(PolicyAnswer.Decided.class);
    }

    @Test
    void aPolicyWhoseBuiltInFailsIsUnavailableByName() {
        var fails = """
                package aispm.policies.fails
                decision := {"decision": "block", "reason": "a"} if to_number(input.prompt) > 3
                """;
        assertThat(api.post("/api/spm/policies", Map.of("name", "fails", "rego", fails)))
                .hasStatus(201);
        attachments.attach(tenant, agent, PolicyId.of("fails"), "ada");

        assertThat(asked.ask(agent, "hello"))
                .isInstanceOfSatisfying(
                        PolicyAnswer.Unavailable.class,
                        away -> assertThat(away.policyId()).isEqualTo("fails"));
    }

    @Test
    void aPolicySeesItsOwnParametersAndItself() {
        var own = """
                package aispm.policies.limits
                longest := input.params.longest
                decision contains {"decision": "block", "reason": "too long"} if {
                  count(input.prompt) > data.aispm.policies.limits.longest
                }
                """;
        api.post("/api/spm/policies", Map.of("name", "limits", "rego", own, "params", Map.of("longest", 5)));
        attachments.attach(tenant, agent, PolicyId.of("limits"), "ada");

        assertThat(asked.decide(agent, "longer").reason()).isEqualTo("too long");
        assertThat(asked.decide(agent, "short").decision()).isEqualTo(Outcome.ALLOW);
    }

    @Test
    void givesEachTenantThePlatformsPoliciesOnceAndWorkingOnes() {
        assertThat(api.get("/api/spm/policies"))
                .bodyJson()
                .extractingPath("$[*].id")
                .asArray()
                .containsExactlyInAnyOrderElementsOf(List.copyOf(PolicyApi.SEEDS));

        attachments.attach(tenant, agent, PolicyId.of("pii_mask"), "ada");
        var told = asked.decide(agent, "mail me");

        assertThat(told.decision()).isEqualTo(Outcome.REDACT);
        assertThat(told.obligations().get("kinds")).isEqualTo(List.of("email", "iban", "phone"));
    }
}
