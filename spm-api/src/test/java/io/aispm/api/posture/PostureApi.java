package io.aispm.api.posture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aispm.api.identity.TestPeople;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.kit.json.WireJson;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What tests ask of the posture's routes, as an administrator of one tenant unless they say otherwise. */
record PostureApi(MockMvcTester mvc, TenantId tenant) {

    /** The contract's limit from a change to its drift. */
    static final Duration LIMIT = Duration.ofSeconds(5);

    private static final JsonMapper JSON = WireJson.betweenServices();

    MvcTestResult call(HttpMethod method, String path, String person, @Nullable Object body) {
        var request = mvc.method(method).uri("/api/spm" + path).header(HttpHeaders.AUTHORIZATION, person);
        if (body != null) {
            request.contentType(MediaType.APPLICATION_JSON).content(JSON.writeValueAsString(body));
        }
        return request.exchange();
    }

    MvcTestResult get(String path) {
        return call(HttpMethod.GET, path, TestPeople.admin(tenant), null);
    }

    MvcTestResult post(String path, @Nullable Object body) {
        return call(HttpMethod.POST, path, TestPeople.admin(tenant), body);
    }

    MvcTestResult put(String path, Object body) {
        return call(HttpMethod.PUT, path, TestPeople.admin(tenant), body);
    }

    MvcTestResult delete(String path) {
        return call(HttpMethod.DELETE, path, TestPeople.admin(tenant), null);
    }

    /** Approves the agent as it is. */
    JsonNode review(AgentId agent) {
        var answer = post("/posture/agents/" + agent + "/baseline", Map.of("reason", "looked at all of it"));
        assertThat(answer).hasStatus(201);
        return tree(answer);
    }

    /** Uploads another revision. */
    void putCode(AgentId agent, String code) {
        putCode(agent, code, null);
    }

    /** Uploads another revision with the packages that it brings. */
    void putCode(AgentId agent, String code, @Nullable String requirements) {
        var request = MockMvcRequestBuilders.multipart(HttpMethod.PUT, "/api/spm/agents/" + agent + "/code");
        request.file(new MockMultipartFile("code", "agent.py", "application/octet-stream", code.getBytes(UTF_8)));
        if (requirements != null) {
            request.file(new MockMultipartFile(
                    "requirements", "requirements.txt", "text/plain", requirements.getBytes(UTF_8)));
        }
        request.header(HttpHeaders.AUTHORIZATION, TestPeople.operator(tenant));
        assertThat(mvc.perform(request)).hasStatusOk();
    }

    /** The open drift at the path, which must show within the contract's limit. */
    JsonNode drift(AgentId agent, String path) {
        return await().atMost(LIMIT)
                .until(
                        () -> find(tree(get("/posture/agents/" + agent + "/drift?state=open")), path),
                        found -> found != null);
    }

    static @Nullable JsonNode find(JsonNode drifts, String path) {
        for (var drift : drifts) {
            if (drift.get("path").asString().equals(path)) {
                return drift;
            }
        }
        return null;
    }

    static JsonNode tree(MvcTestResult result) {
        return JSON.readTree(result.getResponse().getContentAsByteArray());
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
