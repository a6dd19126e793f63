package io.aispm.api.posture;

import static io.aispm.api.posture.PostureApi.problem;
import static io.aispm.api.posture.PostureApi.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aispm.api.SpmApiTest;
import io.aispm.api.agent.TestAgents;
import io.aispm.api.identity.TestPeople;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@SpmApiTest
class PostureApiIT {

    private final TenantId tenant = TestPeople.tenant();

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private TestAgents agents;

    @Autowired
    private JdbcClient jdbc;

    private AgentId agent = new AgentId(UUID.randomUUID());

    @SuppressWarnings("NullAway.Init")
    private PostureApi api;

    @BeforeEach
    void registersAnAgent() {
        api = new PostureApi(mvc, tenant);
        agent = agents.stopped(tenant, "reviewed").id();
    }

    @Test
    void anAgentThatWasNeverReviewedHasNoScoreNoBaselineAndNoDrift() {
        api.putCode(agent, "async def main():\n    return 2\n");

        var posture = tree(api.get(path("")));

        assertThat(posture.get("score").isNull()).isTrue();
        assertThat(posture.get("baseline").isNull()).isTrue();
        assertThat(posture.get("drift")).isEmpty();
        assertThat(posture.get("current").get("hash").asString()).hasSize(64);
        assertThat(tree(api.get("/agents/" + agent)).get("posture").isNull()).isTrue();
        assertThat(api.post("/agents/" + agent + "/start", null)).hasStatus(202);
    }

    @Test
    void aSnapshotHasSevenDimensionsAndNoSecretsValue() {
        secret("API_KEY", "sk-hidden");

        var taken = api.post(path("/snapshots"), null);

        assertThat(taken).hasStatus(201).bodyText().doesNotContain("sk-hidden");
        var document = tree(taken).get("document");
        assertThat(document.propertyNames())
                .containsExactly("definition", "tools", "identity", "runtime", "memory", "guardrails", "provider");
        assertThat(document.get("identity").get("secrets").get("API_KEY").asString())
                .startsWith("set at 20");
        assertThat(document.get("definition").get("code_sha256").asString()).hasSize(64);
        assertThat(document.get("runtime").get("limits").get("memory_mb").asInt())
                .isEqualTo(512);
        assertThat(document.get("guardrails").get("guard").get("guard_llm").asString())
                .isEqualTo("monitor");
    }

    @Test
    void aSnapshotHasNoPasswordOfAnAddressThatPackagesComeFrom() {
        api.putCode(agent, "async def main():\n    pass\n", "tools @ https://bot:s3cr3t@packages.example/tools.whl\n");

        var requirements = tree(api.post(path("/snapshots"), null))
                .get("document")
                .get("definition")
                .get("requirements")
                .asString();

        assertThat(requirements).isEqualTo("tools @ https://***@packages.example/tools.whl\n");
    }

    @Test
    void anUnchangedAgentHasTheSameHashAgain() {
        var one = tree(api.post(path("/snapshots"), null));
        var other = tree(api.post(path("/snapshots"), null));

        assertThat(other.get("hash")).isEqualTo(one.get("hash"));
        assertThat(other.get("id")).isNotEqualTo(one.get("id"));
        assertThat(tree(api.get(path(""))).get("current").get("id")).isEqualTo(other.get("id"));
    }

    @Test
    void aReviewedAgentStandsWithoutDrift() {
        var baseline = api.review(agent);

        var posture = tree(api.get(path("")));

        assertThat(posture.get("score").asInt()).isEqualTo(100);
        assertThat(posture.get("baseline").get("id")).isEqualTo(baseline.get("id"));
        assertThat(posture.get("baseline").get("hash"))
                .isEqualTo(posture.get("current").get("hash"));
        assertThat(posture.get("baseline").get("approved_by").asString()).isEqualTo("ada");
        assertThat(tree(api.get("/agents/" + agent)).get("posture").get("score").asInt())
                .isEqualTo(100);
    }

    @Test
    void anotherCodeIsDriftThatBlocksAndTheAgentsRowSaysSo() {
        api.review(agent);

        api.putCode(agent, "async def main():\n    return 2\n");

        var drift = api.drift(agent, "definition.code_sha256");
        assertThat(drift.get("class").asString()).isEqualTo("release_blocking");
        assertThat(drift.get("severity").asString()).isEqualTo("critical");
        assertThat(drift.get("state").asString()).isEqualTo("open");
        assertThat(drift.get("controls").get(0).asString()).isEqualTo("OWASP-LLM03:2025");
        assertThat(drift.get("previous")).isNotEqualTo(drift.get("current"));
        var row = tree(api.get("/agents")).get(0).get("posture");
        assertThat(row.get("score").asInt()).isEqualTo(60);
        assertThat(row.get("open_drift").asInt()).isEqualTo(1);
        assertThat(row.get("worst_class").asString()).isEqualTo("release_blocking");
    }

    @Test
    void secretsLimitsAndModelsShowInTime() {
        secret("OLD", "1");
        api.review(agent);

        secret("NEW", "1");
        secret("OLD", "2");
        api.put("/agents/" + agent + "/settings", Map.of("memory_mb", 2048, "model", "m2", "requests_per_minute", 5));

        assertThat(classOf("identity.secrets.NEW")).isEqualTo("release_blocking");
        assertThat(classOf("identity.secrets.OLD")).isEqualTo("review_required");
        assertThat(classOf("runtime.limits.memory_mb")).isEqualTo("review_required");
        assertThat(classOf("runtime.limits.requests_per_minute")).isEqualTo("expected");
        assertThat(classOf("provider.model")).isEqualTo("review_required");
    }

    @Test
    void aPolicyThatIsTakenAwayShowsInTime() {
        api.get("/policies");
        assertThat(api.put("/agents/" + agent + "/policies", Map.of("policy_ids", List.of("pii_mask", "tool_scope"))))
                .hasStatusOk();
        assertThat(api.review(agent).get("policy_version").asString()).isEqualTo("pii_mask@1, tool_scope@1");

        api.put("/agents/" + agent + "/policies", Map.of("policy_ids", List.of("tool_scope")));

        assertThat(classOf("guardrails.policies.pii_mask")).isEqualTo("release_blocking");
    }

    @Test
    void theTenantsSettingsAndProviderShowForEachReviewedAgentInTime() {
        api.review(agent);
        var other = agents.stopped(tenant, "other").id();
        api.review(other);

        api.put("/settings", Map.of("guard_llm", "off"));
        var provider = tree(api.post(
                        "/integrations",
                        Map.of(
                                "connector_type",
                                "openai_compatible",
                                "name",
                                "m",
                                "config",
                                Map.of("base_url", "https://models.example", "model", "m1"))))
                .get("id")
                .asString();
        var runtime = tree(api.get("/integrations?q=Runtime")).get(0).get("id").asString();
        api.call(
                HttpMethod.PATCH,
                "/integrations/" + runtime,
                TestPeople.admin(tenant),
                Map.of("config", Map.of("default_llm_integration_id", provider)));

        for (var one : List.of(agent, other)) {
            assertThat(api.drift(one, "guardrails.guard.guard_llm").get("class").asString())
                    .isEqualTo("release_blocking");
            assertThat(api.drift(one, "provider.default_llm.integration_id")
                            .get("class")
                            .asString())
                    .isEqualTo("review_required");
        }
    }

    @Test
    void aValueThatIsTakenBackIsRolledBackAndAFurtherOneTakesItsPlace() {
        api.review(agent);
        limit(1024);
        var first = api.drift(agent, "runtime.limits.memory_mb").get("id").asString();

        limit(2048);
        await().atMost(PostureApi.LIMIT).until(() -> stateOf(first), "expired"::equals);
        var second = api.drift(agent, "runtime.limits.memory_mb").get("id").asString();
        limit(512);

        await().atMost(PostureApi.LIMIT).until(() -> stateOf(second), "rolled_back"::equals);
        assertThat(tree(api.get(path(""))).get("score").asInt()).isEqualTo(100);
    }

    @Test
    void anAcceptedValueIsPartOfTheBaseline() {
        var before = api.review(agent);
        limit(2048);
        var drift = api.drift(agent, "runtime.limits.memory_mb").get("id").asString();

        var accepted = api.post("/posture/drift/" + drift + "/accept", Map.of("reason", "it needs more"));

        assertThat(accepted).hasStatusOk().bodyJson().extractingPath("$.state").isEqualTo("accepted");
        assertThat(tree(accepted).get("decided_by").asString()).isEqualTo("ada");
        var posture = tree(api.get(path("")));
        assertThat(posture.get("drift")).isEmpty();
        assertThat(posture.get("baseline").get("hash"))
                .isEqualTo(posture.get("current").get("hash"))
                .isNotEqualTo(before.get("hash"));
        problem(api.post("/posture/drift/" + drift + "/accept", Map.of("reason", "again")), 409, "drift_closed");
    }

    @Test
    void anAcceptanceCountsOverABaselineOfAReplicaWhoseClockIsAhead() {
        api.review(agent);
        jdbc.sql("update posture.baselines set approved_at = approved_at + interval '1 minute' where agent_id = :agent")
                .param("agent", agent.value())
                .update();
        limit(2048);
        var drift = api.drift(agent, "runtime.limits.memory_mb").get("id").asString();

        api.post("/posture/drift/" + drift + "/accept", Map.of("reason", "it needs more"));

        assertThat(tree(api.get(path(""))).get("drift")).isEmpty();
    }

    @Test
    void anOlderSnapshotCanBeApproved() {
        var old = tree(api.post(path("/snapshots"), null));
        limit(2048);

        var baseline = api.post(
                path("/baseline"),
                Map.of("reason", "as it was", "snapshot_id", old.get("id").asString()));

        assertThat(baseline)
                .hasStatus(201)
                .bodyJson()
                .extractingPath("$.hash")
                .isEqualTo(old.get("hash").asString());
        assertThat(classOf("runtime.limits.memory_mb")).isEqualTo("review_required");
    }

    @Test
    void aChangeThatWasApprovedBeforehandIsExpected() {
        api.review(agent);
        var wish = Map.of(
                "dimension", "definition",
                "path", "code_sha256",
                "reason", "the release of May",
                "expires_at", "2999-01-01T00:00:00Z");
        var asked = api.call(HttpMethod.POST, path("/changes"), TestPeople.operator(tenant), wish);
        assertThat(asked).hasStatus(201).bodyJson().extractingPath("$.state").isEqualTo("pending");
        var approve = "/posture/changes/" + tree(asked).get("id").asString() + "/approve";
        problem(api.call(HttpMethod.POST, approve, TestPeople.operator(tenant), null), 403, "forbidden");
        assertThat(api.post(approve, null))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.approved_by")
                .isEqualTo("ada");
        problem(api.post(approve, null), 409, "change_closed");

        api.putCode(agent, "async def main():\n    return 2\n");

        assertThat(classOf("definition.code_sha256")).isEqualTo("expected");
        assertThat(tree(api.get("/agents/" + agent)).get("posture").get("score").asInt())
                .isEqualTo(100);
        assertThat(api.post("/agents/" + agent + "/start", null)).hasStatus(202);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /posture/agents/{id}/snapshots, 403, 403, 403",
        "POST, /posture/agents/{id}/baseline, 403, 403, 403",
        "POST, /posture/agents/{id}/changes, 422, 403, 403",
        "GET, /posture/agents/{id}, 200, 200, 403",
        "GET, /posture/agents/{id}/drift, 200, 200, 403",
        "GET, /evidence, 200, 200, 403"
    })
    void asksForTheRoleTheContractNames(HttpMethod method, String route, int operator, int auditor, int user) {
        var path = route.replace("{id}", agent.toString());
        var body = method.equals(HttpMethod.POST) ? Map.of() : null;

        assertThat(api.call(method, path, TestPeople.operator(tenant), body)).hasStatus(operator);
        assertThat(api.call(method, path, TestPeople.auditor(tenant), body)).hasStatus(auditor);
        assertThat(api.call(method, path, TestPeople.user(tenant, "una"), body)).hasStatus(user);
    }

    @Test
    void anotherTenantFindsNothing() {
        api.review(agent);
        limit(2048);
        var drift = api.drift(agent, "runtime.limits.memory_mb");
        var stranger = new PostureApi(mvc, TestPeople.tenant());

        problem(stranger.get(path("")), 404, "agent_not_found");
        problem(stranger.post(path("/baseline"), Map.of()), 404, "agent_not_found");
        problem(stranger.get(path("/drift")), 404, "agent_not_found");
        problem(
                stranger.post("/posture/drift/" + drift.get("id").asString() + "/accept", Map.of("reason", "mine")),
                404,
                "drift_not_found");
        problem(stranger.get("/evidence/" + drift.get("evidence_id").asString()), 404, "evidence_not_found");
        problem(stranger.get("/evidence/export?agent_id=" + agent), 404, "evidence_not_found");
        assertThat(tree(stranger.get("/evidence?agent_id=" + agent))).isEmpty();
        assertThat(tree(stranger.get("/evidence"))).isEmpty();
    }

    @Test
    void namesAllThatIsWrongWithABody() {
        var answer = api.post(
                path("/baseline"), Map.of("snapshot_id", "x", "regression_run_id", UUID.randomUUID(), "who", "me"));

        problem(answer, 422, "invalid_posture");
        assertThat(tree(answer).get("errors")).hasSize(4);
        problem(
                api.post(path("/baseline"), Map.of("reason", "r", "snapshot_id", UUID.randomUUID())),
                422,
                "invalid_posture");
        problem(api.post(path("/changes"), Map.of("dimension", "mood", "reason", "r\u0000")), 422, "invalid_posture");
        problem(
                api.post(
                        path("/changes"),
                        Map.of("dimension", "tools", "reason", "r", "expires_at", "2020-01-01T00:00:00Z")),
                422,
                "invalid_posture");
        problem(api.get(path("/drift?state=odd")), 400, "bad_request");
        problem(api.get("/posture/agents/nobody"), 404, "not_found");
        problem(api.post("/posture/drift/nothing/accept", Map.of()), 404, "drift_not_found");
        problem(api.post("/posture/changes/nothing/approve", null), 404, "change_not_found");
        problem(api.get("/evidence/export"), 400, "bad_request");
    }

    private String path(String rest) {
        return "/posture/agents/" + agent + rest;
    }

    private void secret(String name, String value) {
        assertThat(api.put("/agents/" + agent + "/secrets/" + name, Map.of("value", value)))
                .hasStatus(204);
    }

    private void limit(int memory) {
        assertThat(api.put("/agents/" + agent + "/settings", Map.of("memory_mb", memory)))
                .hasStatusOk();
    }

    private String classOf(String path) {
        return api.drift(agent, path).get("class").asString();
    }

    private String stateOf(String drift) {
        for (var one : tree(api.get(path("/drift")))) {
            if (one.get("id").asString().equals(drift)) {
                return one.get("state").asString();
            }
        }
        return "gone";
    }
}
