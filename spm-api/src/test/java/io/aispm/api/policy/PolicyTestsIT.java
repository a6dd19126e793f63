package io.aispm.api.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.api.SpmApiTest;
import io.aispm.api.identity.TestPeople;
import io.aispm.contract.agent.TenantId;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The tests that a policy brings. */
@SpmApiTest
class PolicyTestsIT {

    private static final String GREEN = """
            package aispm.policies.gold_test
            import data.aispm.policies.gold
            test_finds_gold if gold.decision.reason == "found" with input as {"prompt": "Gold!"}
            test_lets_silver_pass if not gold.decision with input as {"prompt": "silver"}
            todo_test_copper if false
            """;
    private static final String RED = """
            package aispm.policies.gold_test
            import data.aispm.policies.gold
            test_finds_silver if gold.decision with input as {"prompt": "silver"}
            """;

    private final TenantId tenant = TestPeople.tenant();

    @Autowired
    private MockMvcTester mvc;

    private PolicyApi api;

    @BeforeEach
    void open() {
        api = new PolicyApi(mvc, tenant);
    }

    @Test
    void areKeptWithEachVersionAndRunOnDemand() {
        assertThat(create(Map.of("tests", GREEN))).hasStatus(201);

        assertThat(api.post("/api/spm/policies/gold/test", Map.of()))
                .hasStatus(200)
                .bodyJson()
                .isLenientlyEqualTo("""
                        {"ok": true, "passed": 2, "failed": 0, "skipped": 1, "errors": [], "tests": [
                          {"name": "test_finds_gold", "result": "passed", "line": 3},
                          {"name": "test_lets_silver_pass", "result": "passed"},
                          {"name": "todo_test_copper", "result": "skipped"}]}""");
        assertThat(api.put("/api/spm/policies/gold", Map.of("tests", ""))).hasStatus(200);
        assertThat(api.get("/api/spm/policies/gold/versions"))
                .bodyJson()
                .extractingPath("$[*].tests")
                .asArray()
                .containsExactly("", GREEN);
    }

    @Test
    void runOverTextsThatNobodyKept() {
        create(Map.of("tests", GREEN));

        assertThat(api.post("/api/spm/policies/gold/test", Map.of("rego", PolicyApi.rego("gold", "other", "gold"))))
                .hasStatus(200)
                .bodyJson()
                .isLenientlyEqualTo("{\"ok\": false, \"passed\": 1, \"failed\": 1}");
        assertThat(api.post("/api/spm/policies/gold/test", Map.of("tests", "package aispm.policies.gold_test\nx := {")))
                .hasStatus(200)
                .bodyJson()
                .isLenientlyEqualTo("{\"ok\": false, \"errors\": [{\"line\": 2}]}");
        assertThat(api.post("/api/spm/policies/gold/test", Map.of("rego", "package x")))
                .bodyJson()
                .extractingPath("$.errors")
                .asArray()
                .isNotEmpty();
        assertThat(api.post("/api/spm/policies/gold/test", Map.of("tests", 7))).hasStatus(422);
        assertThat(api.post("/api/spm/policies/none/test", Map.of())).hasStatus(404);
    }

    @Test
    void aPolicyWhoseTestsFailIsNotEnforced() {
        assertThat(create(Map.of("tests", RED)))
                .hasStatus(409)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("policy_tests_failed");
        assertThat(create(Map.of("tests", RED, "mode", "draft"))).hasStatus(201);

        for (var mode : new String[] {"monitor", "draft", "deprecated"}) {
            assertThat(api.post("/api/spm/policies/gold/promote", Map.of("mode", mode)))
                    .hasStatus(200);
        }
        var refused = api.post("/api/spm/policies/gold/promote", Map.of("mode", "enforced"));
        assertThat(refused).hasStatus(409);
        assertThat(refused)
                .bodyJson()
                .extractingPath("$.errors[0]")
                .isEqualTo("The test `test_finds_silver` (line 3) fails.");
        assertThat(api.put("/api/spm/policies/gold", Map.of("mode", "enforced")))
                .hasStatus(409);

        assertThat(api.put("/api/spm/policies/gold", Map.of("mode", "enforced", "tests", GREEN)))
                .hasStatus(200);
        assertThat(api.put("/api/spm/policies/gold", Map.of("tests", RED))).hasStatus(409);
        assertThat(api.post("/api/spm/policies/gold/restore", Map.of("version", 1)))
                .hasStatus(409);
        assertThat(api.get("/api/spm/policies/gold"))
                .bodyJson()
                .extractingPath("$.tests")
                .isEqualTo(GREEN);
    }

    @Test
    void mayDoNoMoreThanAPolicyMay() {
        for (var reaching : new String[] {
            "test_a if http.send({\"method\": \"get\", \"url\": \"http://127.0.0.1\"})",
            "test_a if opa.runtime().env.PATH",
            "test_a if net.lookup_ip_addr(\"localhost\")"
        }) {
            var refused = create(Map.of("tests", "package aispm.policies.gold_test\n" + reaching));

            assertThat(refused).as(reaching).hasStatus(422);
            assertThat(refused)
                    .bodyJson()
                    .extractingPath("$.errors[0]")
                    .asString()
                    .startsWith("`tests`: Line 2");
        }
        assertThat(create(Map.of("tests", "package aispm.policies.other_test"))).hasStatus(422);
    }

    @Test
    void oneThatNeverEndsIsCutShort() {
        var endless = """
                package aispm.policies.gold_test
                test_endless if {
                  some a in numbers.range(1, 100000)
                  some b in numbers.range(1, 100000)
                  a * b < 0
                }
                """;
        assertThat(create(Map.of("tests", endless, "mode", "draft"))).hasStatus(201);

        assertThat(api.post("/api/spm/policies/gold/test", Map.of()))
                .hasStatus(200)
                .bodyJson()
                .isLenientlyEqualTo("{\"ok\": false, \"failed\": 1}");
    }

    @Test
    void thePlatformsPoliciesBringGreenOnes() {
        for (var id : PolicyApi.SEEDS) {
            assertThat(api.post("/api/spm/policies/" + id + "/test", Map.of()))
                    .as(id)
                    .bodyJson()
                    .isLenientlyEqualTo("{\"ok\": true, \"failed\": 0}");
        }
    }

    private MvcTestResult create(Map<String, ?> more) {
        var body = new HashMap<String, Object>(Map.of("name", "Gold", "rego", PolicyApi.rego("gold", "found", "gold")));
        body.putAll(more);
        return api.post("/api/spm/policies", body);
    }
}
