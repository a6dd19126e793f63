package io.aispm.api.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.api.SpmApiTest;
import io.aispm.api.identity.TestPeople;
import io.aispm.contract.agent.TenantId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@SpmApiTest
class SummaryIT {

    private final TenantId tenant = TestPeople.tenant();

    @Autowired
    private MockMvcTester mvc;

    @Test
    void saysWhenTheLineageServiceIsAway() {
        assertThat(ask("", TestPeople.auditor(tenant)))
                .hasStatus(503)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("lineage_unavailable");
    }

    @Test
    void refusesAWindowThatThereIsNot() {
        assertThat(ask("?window=yesterday", TestPeople.admin(tenant)))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("bad_window");
    }

    @Test
    void tellsItToNobodyWhoOnlyChats() {
        assertThat(ask("", TestPeople.user(tenant, "ada"))).hasStatus(403);
        assertThat(mvc.get().uri("/api/spm/activity/summary")).hasStatus(401);
    }

    private MvcTestResult ask(String query, String bearer) {
        return mvc.get()
                .uri("/api/spm/activity/summary" + query)
                .header("Authorization", bearer)
                .exchange();
    }
}
