package io.aispm.api.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aispm.api.SpmApiTest;
import io.aispm.api.identity.TestPeople;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.policy.PolicyDecision.Outcome;
import io.aispm.kit.policy.PolicyEngine;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@SpmApiTest
class AttachmentsIT {

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
    void replacesAllAtOnceAndKeepsWhenTheRestWasAttached() {
        for (var id : List.of("a", "b", "c")) {
            api.post("/api/spm/policies", Map.of("name", id, "rego", PolicyApi.rego(id, id, id)));
        }
        var before = attachments.replace(tenant, agent, List.of("a", "b"), "ada");
        var after = attachments.replace(tenant, agent, List.of("b", "c", "c"), "otto");

        assertThat(after)
                .extracting(attachment -> attachment.policyId().value())
                .containsExactlyInAnyOrder("b", "c");
        assertThat(after)
                .contains(before.stream()
                        .filter(attachment -> attachment.policyId().value().equals("b"))
                        .findFirst()
                        .orElseThrow());
    }

    @Test
    void aDeprecatedPolicyStaysWhereItIsAndGoesNowhereElse() {
        api.post("/api/spm/policies", Map.of("name", "old", "rego", PolicyApi.rego("old", "old", "old")));
        attachments.attach(tenant, agent, PolicyId.of("old"), "ada");
        api.post("/api/spm/policies/old/promote", Map.of("mode", "deprecated"));

        assertThat(asked.decide(agent, "old").decision()).isEqualTo(Outcome.BLOCK);
        attachments.attach(tenant, agent, PolicyId.of("old"), "ada");
        assertThatExceptionOfType(PolicyException.class)
                .isThrownBy(() -> attachments.attach(tenant, new AgentId(UUID.randomUUID()), PolicyId.of("old"), "ada"))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("policy_deprecated"));
    }
}
