package io.aispm.api.call.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.api.SpmApiTest;
import io.aispm.api.identity.TestPeople;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
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

/** Each gateway gets shares of what it counts, and of nothing else. */
@SpmApiTest
class AllowanceApiIT {

    private final TenantId tenant = TestPeople.tenant();
    private final AgentId agent = new AgentId(UUID.randomUUID());

    @Autowired
    private MockMvcTester mvc;

    @Value("${spm.service.tokens-dir}")
    private Path tokens;

    @Test
    void theGatewayToToolsCountsToolCalls() {
        assertThat(ask("spm-mcp", "tool_calls_per_minute"))
                .hasStatus(200)
                .bodyJson()
                .extractingPath("$.grants[0].amount")
                .isEqualTo(1.0);

        var refused = ask("spm-mcp", "tool_calls_per_minute");

        assertThat(refused).bodyJson().extractingPath("$.grants[0].amount").isEqualTo(0.0);
        assertThat(refused)
                .bodyJson()
                .extractingPath("$.grants[0].wait_ms")
                .asNumber()
                .satisfies(wait -> assertThat(wait.longValue()).isBetween(50_000L, 60_000L));
    }

    @Test
    void noGatewayCountsWhatTheOtherDoes() {
        assertThat(ask("spm-mcp", "requests_per_minute"))
                .hasStatus(403)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("forbidden");
        assertThat(ask("spm-llm-proxy", "tool_calls_per_minute")).hasStatus(403);
        assertThat(ask("spm-llm-proxy", "requests_per_minute")).hasStatus(200);
    }

    private MvcTestResult ask(String service, String kind) {
        return mvc.post()
                .uri("/internal/allowances")
                .header(HttpHeaders.AUTHORIZATION, token(service))
                .contentType(MediaType.APPLICATION_JSON)
                .content("""
                        {"shares": [{"tenant": "%s", "agent": "%s", "kind": "%s", "limit": 1, "least": 1, "amount": 1,
                         "force": false}]}""".formatted(tenant, agent, kind))
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
