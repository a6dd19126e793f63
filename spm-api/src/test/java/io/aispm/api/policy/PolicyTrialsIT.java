package io.aispm.api.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.api.SpmApiTest;
import io.aispm.api.identity.TestPeople;
import io.aispm.contract.agent.TenantId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@SpmApiTest
class PolicyTrialsIT {

    private final TenantId tenant = TestPeople.tenant();

    @Autowired
    private MockMvcTester mvc;

    private PolicyApi api;

    @BeforeEach
    void open() {
        api = new PolicyApi(mvc, tenant);
    }

    @Test
    void simulatesWithoutDeciding() {
        api.post("/api/spm/policies", Map.of("name", "trial", "rego", PolicyApi.rego("trial", "found", "gold")));

        var trial = api.post("/api/spm/policies/trial/simulate", Map.of("input", Map.of("prompt", "Gold!")));

        assertThat(trial).hasStatus(200);
        assertThat(trial).bodyJson().extractingPath("$.decision").isEqualTo("block");
        assertThat(trial).bodyJson().extractingPath("$.reason").isEqualTo("found");
        assertThat(trial).bodyJson().extractingPath("$.trace").asArray().isNotEmpty();
        assertThat(api.post("/api/spm/policies/trial/simulate", Map.of("input", Map.of("prompt", 7))))
                .bodyJson()
                .extractingPath("$.reason")
                .asString()
                .startsWith("policy_unavailable");
    }

    @Test
    void aDutyAloneIsNoOpinion() {
        var question = Map.of("stage", "llm", "llm", Map.of("model", "m", "tokens", 5));

        var trial = api.post("/api/spm/policies/token_budget/simulate", Map.of("input", question));

        assertThat(trial).bodyJson().extractingPath("$.decision").isEqualTo("allow");
        assertThat(trial).bodyJson().extractingPath("$.reason").asString().startsWith("The policy obliges");
    }

    @Test
    void simulatesOneOfBothOrSaysWhatItWants() {
        api.post("/api/spm/policies", Map.of("name", "one", "rego", PolicyApi.rego("one", "found", "gold")));
        var path = "/api/spm/policies/one/simulate";

        for (var body :
                List.<Map<String, ?>>of(Map.of(), Map.of("input", Map.of(), "trace_id", "x"), Map.of("trace_id", 7))) {
            assertThat(api.post(path, body))
                    .hasStatus(422)
                    .bodyJson()
                    .extractingPath("$.code")
                    .isEqualTo("invalid_policy");
        }
        assertThat(api.post(path, Map.of("trace_id", "no-trace")))
                .hasStatus(404)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("turn_not_found");
    }
}
