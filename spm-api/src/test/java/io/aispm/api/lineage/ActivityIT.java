package io.aispm.api.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.api.SpmApiTest;
import io.aispm.api.agent.TestAgents;
import io.aispm.api.identity.TestPeople;
import io.aispm.contract.agent.TenantId;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@SpmApiTest
class ActivityIT {

    private final TenantId tenant = TestPeople.tenant();

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private TestAgents agents;

    @Test
    void saysWhenTheLineageServiceIsAway() {
        refused(agents.stopped(tenant, "silent").id(), "", TestPeople.auditor(tenant), 503, "lineage_unavailable");
    }

    @Test
    void refusesBadQuestions() {
        var agent = agents.stopped(tenant, "asked").id();

        refused(agent, "?kind=nonsense", TestPeople.admin(tenant), 400, "bad_kind");
        refused(agent, "?limit=201", TestPeople.admin(tenant), 400, "bad_limit");
        refused(UUID.randomUUID(), "", TestPeople.admin(tenant), 404, "agent_not_found");
        refused(agent, "", TestPeople.admin(TestPeople.tenant()), 404, "agent_not_found");
        assertThat(mvc.get()
                        .uri("/api/spm/agents/{id}/activity", agent)
                        .header("Authorization", TestPeople.user(tenant, "ada")))
                .hasStatus(403);
    }

    @Test
    void exportsATurnToThoseWhoMayReadIt() {
        var agent = agents.stopped(tenant, "exported").id();
        var turn = "/turns/0197e5a0111170008000000000000001/openlineage";

        refusedAt(agent, turn, TestPeople.auditor(tenant), 503, "lineage_unavailable");
        refusedAt(agent, "/turns/nonsense/openlineage", TestPeople.auditor(tenant), 404, "turn_not_found");
        refusedAt(UUID.randomUUID(), turn, TestPeople.auditor(tenant), 404, "agent_not_found");
        refusedAt(agent, turn, TestPeople.user(tenant, "ada"), 403, "forbidden");
    }

    private void refused(Object agent, String query, String bearer, int status, String code) {
        refusedAt(agent, "/activity" + query, bearer, status, code);
    }

    private void refusedAt(Object agent, String path, String bearer, int status, String code) {
        assertThat(mvc.get().uri("/api/spm/agents/" + agent + path).header("Authorization", bearer))
                .hasStatus(status)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo(code);
    }
}
