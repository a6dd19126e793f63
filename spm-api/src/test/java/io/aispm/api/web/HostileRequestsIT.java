package io.aispm.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.api.SpmApiTest;
import io.aispm.api.agent.TestAgents;
import io.aispm.api.identity.TestPeople;
import io.aispm.contract.agent.TenantId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** No request is the platform's fault, and what the caller may do is told before what is wrong with the request. */
@SpmApiTest
class HostileRequestsIT {

    private static final String NUL = "a\\u0000b";
    private static final int MEGABYTE = 1024 * 1024;

    private final TenantId tenant = TestPeople.tenant();

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private TestAgents testAgents;

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain", "not-a-type"})
    void whoMayNotUploadIsToldThatBeforeTheWrongContentType(String type) {
        var agent = testAgents.stopped(tenant, "upload" + UUID.randomUUID());
        var code = "/api/spm/agents/" + agent.id() + "/code";
        var foreign = TestPeople.operator(TestPeople.tenant());

        problem(upload(HttpMethod.POST, "/api/spm/agents", TestPeople.auditor(tenant), type), 403, "forbidden");
        problem(upload(HttpMethod.PUT, code, TestPeople.user(tenant, "una"), type), 403, "forbidden");
        problem(upload(HttpMethod.PUT, code, foreign, type), 404, "agent_not_found");
        problem(upload(HttpMethod.PUT, "/api/spm/agents/x/code", foreign, type), 404, "agent_not_found");
        problem(upload(HttpMethod.PUT, code, TestPeople.operator(tenant), type), 415, "unsupported_media_type");
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /policies/nope, policy_not_found",
        "POST, /policies/nope/promote, policy_not_found",
        "POST, /policies/nope/simulate, policy_not_found",
        "PATCH, /integrations/{none}, integration_not_found",
        "POST, /integrations/{none}/configure, integration_not_found",
        "POST, /integrations/no-uuid/rotate-credentials, integration_not_found",
        "POST, /approvals/{none}/approve, approval_not_found",
        "POST, /approvals/no-uuid/deny, approval_not_found"
    })
    void thatSomethingIsNotThereIsToldBeforeWhatIsWrongWithTheBody(String method, String path, String code) {
        for (var body : new String[] {"", "{", "[]", "{\"scope\":\"x\"}"}) {
            var answer = mvc.method(HttpMethod.valueOf(method))
                    .uri("/api/spm" + path.replace("{none}", UUID.randomUUID().toString()))
                    .header("Authorization", TestPeople.admin(tenant))
                    .contentType(MediaType.APPLICATION_JSON)
                    .content(body)
                    .exchange();

            problem(answer, 404, code);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PATCH, /agents/{id}, '{\"owner\":\"@\"}'",
        "PUT, /agents/{id}/settings, '{\"model\":\"@\"}'",
        "POST, /integrations, '{\"connector_type\":\"ollama\",\"name\":\"@\"}'",
        "POST, /integrations, '{\"connector_type\":\"ollama\",\"config\":{\"model\":\"@\"}}'"
    })
    void aTextWithNulIsRefused(String method, String path, String body) {
        var agent = testAgents.stopped(tenant, "nul" + UUID.randomUUID());

        var answer = mvc.method(HttpMethod.valueOf(method))
                .uri("/api/spm" + path.replace("{id}", agent.id().toString()))
                .header("Authorization", TestPeople.admin(tenant))
                .contentType(MediaType.APPLICATION_JSON)
                .content(body.replace("@", NUL))
                .exchange();

        problem(answer, 422, "invalid");
        assertThat(answer).bodyJson().extractingPath("$.errors").asArray().hasSize(1);
    }

    @Test
    void anUploadWithNulIsRefused() {
        var answer = mvc.post()
                .uri("/api/spm/agents")
                .header("Authorization", TestPeople.admin(tenant))
                .multipart()
                .file(new MockMultipartFile("code", "agent.py", null, TestAgents.CODE.getBytes(StandardCharsets.UTF_8)))
                .param("name", "nul" + UUID.randomUUID())
                .param("version", "1.0.0")
                .param("agent_type", "custom")
                .param("description", "a\u0000b")
                .exchange();

        problem(answer, 422, "invalid");
    }

    @Test
    void aCursorOfAnotherListIsNoFaultOfThePlatform() {
        var agent = testAgents.stopped(tenant, "cursor" + UUID.randomUUID());
        testAgents.stopped(tenant, "cursor" + UUID.randomUUID());
        var page = get("/api/spm/agents?limit=1");
        var link = String.valueOf(page.getResponse().getHeader("Link"));
        var cursor = link.substring(link.indexOf("cursor=") + "cursor=".length(), link.indexOf('>'));

        assertThat(get("/api/spm/agents/" + agent.id() + "/revisions?cursor=" + cursor))
                .hasStatusOk();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/spm/agents?q=%00", "/api/spm/integrations?q=%00"})
    void aSearchForNulIsRefused(String path) throws IOException {
        assertThat(send("GET " + path + " HTTP/1.1\r\n" + headers() + "\r\n", 0))
                .startsWith("HTTP/1.1 422");
    }

    @Test
    void partsWithoutABoundaryAreABadRequest() throws IOException {
        var request = "POST /api/spm/agents HTTP/1.1\r\n" + headers()
                + "Content-Type: multipart/form-data\r\nContent-Length: 2\r\n\r\nab";

        assertThat(send(request, 0)).startsWith("HTTP/1.1 400").contains("malformed_body");
    }

    @Test
    void whoeverUploadsTooMuchCanSendAllOfItAndReadsWhy() throws IOException {
        var part = "--b\r\nContent-Disposition: form-data; name=\"code\"; filename=\"a.py\"\r\n\r\n";
        var length = part.length() + 100L * MEGABYTE;
        var request = "POST /api/spm/agents HTTP/1.1\r\n" + headers()
                + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: " + length + "\r\n\r\n" + part;

        assertThat(send(request, 100)).startsWith("HTTP/1.1 413").contains("content_too_large");
    }

    private String headers() {
        return "Host: localhost\r\nConnection: close\r\nAuthorization: " + TestPeople.admin(tenant) + "\r\n";
    }

    /** Sends a request and further megabytes of its body, all of it before the answer is looked at. */
    private String send(String request, int megabytes) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            var out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            var megabyte = new byte[MEGABYTE];
            for (var sent = 0; sent < megabytes; sent++) {
                out.write(megabyte);
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private MvcTestResult upload(HttpMethod method, String uri, String authorization, String type) {
        return mvc.method(method)
                .uri(uri)
                .header("Authorization", authorization)
                .header("Content-Type", type)
                .content("{}")
                .exchange();
    }

    private MvcTestResult get(String uri) {
        return mvc.get()
                .uri(uri)
                .header("Authorization", TestPeople.admin(tenant))
                .exchange();
    }

    private static void problem(MvcTestResult answer, int status, String code) {
        assertThat(answer)
                .hasStatus(status)
                .hasContentTypeCompatibleWith("application/problem+json")
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo(code);
    }
}
