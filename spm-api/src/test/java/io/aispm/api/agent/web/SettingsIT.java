package io.aispm.api.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.aispm.api.SpmApiTest;
import io.aispm.api.agent.AgentSettings;
import io.aispm.api.agent.TestAgents;
import io.aispm.api.identity.TestPeople;
import io.aispm.contract.agent.TenantId;
import java.io.UnsupportedEncodingException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@SpmApiTest
class SettingsIT {

    private final TenantId tenant = TestPeople.tenant();

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private TestAgents testAgents;

    @Autowired
    private AgentSettings settings;

    @Test
    void tellsTheTenantsWhole() throws UnsupportedEncodingException {
        Map<String, Object> whole = JsonPath.read(
                mvc.get()
                        .uri("/api/spm/settings")
                        .header("Authorization", TestPeople.auditor(tenant))
                        .exchange()
                        .getResponse()
                        .getContentAsString(),
                "$");

        assertThat(whole)
                .hasSize(19)
                .containsEntry("requirements_allowed", true)
                .containsEntry("model", null);
    }

    @Test
    void mergesTheAgentsOverTheTenants() {
        var agent = testAgents.stopped(tenant, "set");
        assertThat(put("/api/spm/settings", "{\"block_score\":0.5,\"model\":\"m1\"}"))
                .hasStatusOk();
        assertThat(put("/api/spm/agents/" + agent.id() + "/settings", "{\"model\":\"m2\",\"memory_mb\":256}"))
                .hasStatusOk();

        var effective = settings.of(tenant, agent.id());
        assertThat(effective.blockScore()).isEqualTo(0.5);
        assertThat(effective.model()).isEqualTo("m2");
        assertThat(effective.memoryMb()).isEqualTo(256);

        assertThat(put("/api/spm/agents/" + agent.id() + "/settings", "{\"model\":null}"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.memory_mb")
                .isEqualTo(256);
        assertThat(settings.of(tenant, agent.id()).model()).isEqualTo("m1");
    }

    @Test
    void namesUnknownFields() throws UnsupportedEncodingException {
        var agent = testAgents.stopped(tenant, "unknown");
        var answer = put("/api/spm/agents/" + agent.id() + "/settings", "{\"modle\":\"x\",\"guard_mode\":\"remote\"}");

        assertThat(answer).hasStatus(400).bodyJson().extractingPath("$.code").isEqualTo("unknown_field");
        assertThat(answer.getResponse().getContentAsString()).contains("guard_mode, modle");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"block_score\":1.5}",
                "{\"restart\":\"always\"}",
                "{\"memory_mb\":\"512\"}",
                "{\"memory_mb\":1.5}",
                "{\"allowed_models\":[1]}",
                "{\"category_thresholds\":{\"S1\":2}}",
                "{\"guard_integration_id\":\"x\"}"
            })
    void refusesValuesThatCannotBe(String body) throws UnsupportedEncodingException {
        var answer = put("/api/spm/settings", body);

        assertThat(answer).hasStatus(422).bodyJson().extractingPath("$.code").isEqualTo("invalid_agent");
        assertThat(JsonPath.<List<?>>read(answer.getResponse().getContentAsString(), "$.errors"))
                .hasSize(1);
    }

    private MvcTestResult put(String uri, String body) {
        return mvc.put()
                .uri(uri)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .header("Authorization", TestPeople.admin(tenant))
                .exchange();
    }
}
