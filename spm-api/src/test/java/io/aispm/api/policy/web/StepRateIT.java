package io.aispm.api.policy.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.api.SpmApiTest;
import io.aispm.api.identity.TestPeople;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.policy.Stage;
import io.aispm.kit.policy.StepRates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Steps that policies bound, counted in the database for all replicas. */
@SpmApiTest
class StepRateIT {

    private final TenantId tenant = TestPeople.tenant();
    private final AgentId agent = new AgentId(UUID.randomUUID());

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private StepRates rates;

    @Value("${spm.service.tokens-dir}")
    private Path tokens;

    @Test
    void countsEachAgentsStepsOfEachStageByThemselves() {
        assertThat(rates.take(tenant, agent, Stage.PROMPT, 2)).isTrue();
        assertThat(rates.take(tenant, agent, Stage.PROMPT, 2)).isTrue();
        assertThat(rates.take(tenant, agent, Stage.PROMPT, 2)).isFalse();

        assertThat(rates.take(tenant, agent, Stage.TOOLS, 2)).isTrue();
        assertThat(rates.take(tenant, new AgentId(UUID.randomUUID()), Stage.PROMPT, 2))
                .isTrue();
    }

    @Test
    void lessThanOneAMinuteIsOneAndThenALongWhile() {
        assertThat(rates.take(tenant, agent, Stage.PROMPT, 0.1)).isTrue();
        assertThat(rates.take(tenant, agent, Stage.PROMPT, 0.1)).isFalse();
    }

    @Test
    void theGatewayToToolsAsksAndNobodyElse() {
        assertThat(ask("spm-mcp", 1))
                .hasStatus(200)
                .bodyJson()
                .extractingPath("$.granted")
                .isEqualTo(true);
        assertThat(ask("spm-mcp", 1)).bodyJson().extractingPath("$.granted").isEqualTo(false);
        assertThat(ask("spm-mcp", 0)).hasStatus(403);
        assertThat(ask("spm-llm-proxy", 1)).hasStatus(403);
    }

    private MvcTestResult ask(String service, int perMinute) {
        return mvc.post()
                .uri("/internal/step-rates")
                .header(HttpHeaders.AUTHORIZATION, token(service))
                .contentType(MediaType.APPLICATION_JSON)
                .content("""
                        {"tenant_id": "%s", "agent_id": "%s", "stage": "tools", "per_minute": %d}""".formatted(tenant, agent, perMinute))
                .exchange();
    }

    private String token(String service) {
        try {
            return "Bearer " + Files.readString(tokens.resolve(service));
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
