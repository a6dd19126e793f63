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

    private void refused(Object agent, String query, String bearer, int status, String code) {
        assertThat(mvc.get()
                        .uri("/api/spm/agents/" + agent + "/activity" + query)
                        .header("Authorization", bearer))
                .hasStatus(status)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo(code);
    }
}
