package io.aispm.api.posture;

import static io.aispm.api.posture.PostureApi.problem;
import static io.aispm.api.posture.PostureApi.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aispm.api.SpmApiTest;
import io.aispm.api.agent.Agents;
import io.aispm.api.agent.ScriptedRuntime;
import io.aispm.api.agent.TestAgents;
import io.aispm.api.agent.life.Runs;
import io.aispm.api.identity.TestPeople;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.RuntimeState;
import io.aispm.contract.agent.TenantId;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** An agent that is not what was reviewed is not started, by nobody and on no way. */
@SpmApiTest
class BlockedStartIT {

    private static final String CODE = "async def main():\n    pass\n";
    private static final String OTHER_CODE = "async def main():\n    return 2\n";

    private final TenantId tenant = TestPeople.tenant();

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private TestAgents testAgents;

    @Autowired
    private Agents agents;

    @Autowired
    private Runs runs;

    @Autowired
    private ScriptedRuntime runtime;

    @SuppressWarnings("NullAway.Init")
    private PostureApi api;

    @BeforeEach
    void asksAsAnAdministrator() {
        api = new PostureApi(mvc, tenant);
    }

    @Test
    void aStartRightAfterAnotherCodeIsRefusedByNameAndGoesAfterTheAcceptance() {
        var agent = testAgents.stopped(tenant, "held").id();
        api.review(agent);

        api.putCode(agent, OTHER_CODE);
        var refused = start(agent);

        problem(refused, 409, "posture_blocked");
        assertThat(tree(refused).get("detail").asString()).contains("definition.code_sha256");
        assertThat(tree(refused).get("drift").get(0).get("path").asString()).isEqualTo("definition.code_sha256");
        assertThat(state(agent)).isEqualTo(RuntimeState.STOPPED);
        var drift = api.drift(agent, "definition.code_sha256").get("id").asString();
        assertThat(tree(start(agent)).get("drift").get(0).get("id").asString()).isEqualTo(drift);
        api.post("/posture/drift/" + drift + "/accept", Map.of("reason", "read it"));
        assertThat(start(agent)).hasStatus(202);
        assertThat(state(agent)).isEqualTo(RuntimeState.STARTING);
    }

    @Test
    void theReviewedCodeCanBeStartedAgain() {
        var agent = testAgents.stopped(tenant, "returned").id();
        api.review(agent);
        api.putCode(agent, OTHER_CODE);
        problem(start(agent), 409, "posture_blocked");

        api.putCode(agent, CODE);

        assertThat(start(agent)).hasStatus(202);
    }

    @Test
    void aNewBaselineLetsItStart() {
        var agent = testAgents.stopped(tenant, "approved").id();
        api.review(agent);
        api.putCode(agent, OTHER_CODE);
        api.drift(agent, "definition.code_sha256");

        api.review(agent);

        assertThat(start(agent)).hasStatus(202);
        assertThat(tree(api.get("/posture/agents/" + agent + "/drift?state=accepted")))
                .hasSize(1);
    }

    @Test
    void whatAsksForAReviewOnlyDoesNotKeepItFromStarting() {
        var agent = testAgents.stopped(tenant, "larger").id();
        api.review(agent);
        api.put("/agents/" + agent + "/settings", Map.of("memory_mb", 1024, "model", "another"));
        api.drift(agent, "provider.model");

        assertThat(start(agent)).hasStatus(202);
    }

    @Test
    void noDriftStopsWhatRuns() {
        var agent = running("steady");
        api.review(agent);
        api.put("/agents/" + agent + "/settings", Map.of("model", "another"));
        api.putCode(agent, OTHER_CODE);
        api.drift(agent, "provider.model");
        api.drift(agent, "definition.code_sha256");

        assertThat(state(agent)).isEqualTo(RuntimeState.RUNNING);
    }

    @Test
    void aTryAfterACrashDoesNotBringInWhatNobodyReviewed() {
        var agent = running("crashing");
        api.put("/agents/" + agent + "/settings", Map.of("restart", "on-failure"));
        api.review(agent);
        api.putCode(agent, OTHER_CODE);

        runtime.end(runtime.starts(agent).getLast().sandbox(), "exit code 1");

        await().untilAsserted(() -> {
            var now = agents.require(tenant, agent);
            assertThat(now.runtimeState()).isEqualTo(RuntimeState.CRASHED);
            assertThat(now.stateReason()).contains("not what was reviewed");
        });
        assertThat(runtime.starts(agent)).hasSize(1);
    }

    @Test
    void whatIsStillStoppingIsNotPromisedAStart() {
        var agent = running("stopping");
        api.review(agent);
        runs.stop(tenant, agent);
        api.putCode(agent, OTHER_CODE);

        problem(start(agent), 409, "posture_blocked");
    }

    private AgentId running(String name) {
        var agent = testAgents.deployed(tenant, name, CODE).id();
        await().until(() -> !runtime.starts(agent).isEmpty());
        runs.ready(tenant, agent);
        return agent;
    }

    private RuntimeState state(AgentId agent) {
        return agents.require(tenant, agent).runtimeState();
    }

    private MvcTestResult start(AgentId agent) {
        return api.post("/agents/" + agent + "/start", null);
    }
}
