package io.aispm.api.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.aispm.api.SpmApiTest;
import io.aispm.api.identity.TestPeople;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.call.CallContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.json.JsonMapper;

@SpmApiTest
class FallbacksIT {

    private static final CallContext.Route FIRST = new CallContext.Route("i1", "openai", Map.of(), Map.of());

    private final TenantId tenant = TestPeople.tenant();

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Routes routes;

    @Test
    void findsIntegrationsByIdAndNameAndTakesTheRestForModels() {
        var spare = integration("Spare", "openai_compatible", true);
        integration("Search", "tavily", true);
        integration("Off", "openai_compatible", false);

        var found = routes.fallbacks(tenant, List.of(spare, "Spare/org/m-2", "m-3", "org/m-4", "Off", "Search"), FIRST);

        assertThat(found)
                .extracting(one -> one.route().integrationId(), CallContext.Fallback::model)
                .containsExactly(
                        tuple(spare, null),
                        tuple(spare, "org/m-2"),
                        tuple("i1", "m-3"),
                        tuple("i1", "org/m-4"),
                        tuple("i1", "Off"),
                        tuple("i1", "Search"));
        assertThat(found.getFirst().route().credentials()).containsEntry("api_key", "sk-0123456789");
    }

    @Test
    void findsNothingOfAnotherTenant() {
        var spare = integration("Spare", "openai_compatible", true);

        var found = routes.fallbacks(TestPeople.tenant(), List.of(spare + "/m-2"), FIRST);

        assertThat(found).allMatch(one -> one.route().equals(FIRST));
    }

    private String integration(String name, String type, boolean enabled) {
        var answer = mvc.post()
                .uri("/api/spm/integrations")
                .header(HttpHeaders.AUTHORIZATION, TestPeople.admin(tenant))
                .contentType(MediaType.APPLICATION_JSON)
                .content(JsonMapper.shared()
                        .writeValueAsString(Map.of(
                                "connector_type",
                                type,
                                "name",
                                name,
                                "enabled",
                                enabled,
                                "config",
                                type.equals("tavily")
                                        ? Map.of()
                                        : Map.of("base_url", "http://127.0.0.1:1/v1", "model", "m-1"),
                                "credentials",
                                Map.of("api_key", "sk-0123456789"))))
                .exchange();
        assertThat(answer).hasStatus(201);
        return JsonMapper.shared()
                .readTree(new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8))
                .get("id")
                .asString();
    }
}
