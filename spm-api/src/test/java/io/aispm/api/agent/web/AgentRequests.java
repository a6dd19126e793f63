package io.aispm.api.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.api.identity.TestPeople;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** What tests ask of the agents' routes, as an administrator of one tenant unless they say otherwise. */
record AgentRequests(MockMvcTester mvc, TenantId tenant) {

    /** Uploads as an operator; what is not named is an agent of type custom, version 1, that is deployed at once. */
    MvcTestResult upload(Map<String, String> fields, MockMultipartFile... files) {
        var request = MockMvcRequestBuilders.multipart("/api/spm/agents");
        for (var file : files) {
            request.file(file);
        }
        request.param("name", fields.getOrDefault("name", ""));
        request.param("version", fields.getOrDefault("version", "1"));
        request.param("agent_type", fields.getOrDefault("agent_type", "custom"));
        request.param("deploy_after", fields.getOrDefault("deploy_after", "true"));
        request.header("Authorization", TestPeople.operator(tenant));
        return mvc.perform(request);
    }

    /** Uploads another revision, as an operator. */
    MvcTestResult putCode(AgentId id, MockMultipartFile... files) {
        var request = MockMvcRequestBuilders.multipart(HttpMethod.PUT, "/api/spm/agents/" + id + "/code");
        for (var file : files) {
            request.file(file);
        }
        request.header("Authorization", TestPeople.operator(tenant));
        return mvc.perform(request);
    }

    MvcTestResult get(String uri) {
        return mvc.get()
                .uri(uri)
                .header("Authorization", TestPeople.admin(tenant))
                .exchange();
    }

    MvcTestResult send(HttpMethod method, String path, @Nullable String body) {
        var request =
                mvc.method(method).uri("/api/spm/agents/" + path).header("Authorization", TestPeople.admin(tenant));
        if (body != null) {
            request.contentType(MediaType.APPLICATION_JSON).content(body);
        }
        return request.exchange();
    }

    static MockMultipartFile file(String part, String name, byte[] content) {
        return new MockMultipartFile(part, name, "application/octet-stream", content);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static void problem(MvcTestResult answer, int status, String code) {
        assertThat(answer)
                .hasStatus(status)
                .hasContentTypeCompatibleWith("application/problem+json")
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo(code);
    }
}
