package io.aispm.api.agent.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.aispm.api.SpmApiTest;
import io.aispm.api.agent.Agents;
import io.aispm.api.agent.ScriptedRuntime;
import io.aispm.api.agent.TestAgents;
import io.aispm.api.identity.TestPeople;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.RuntimeState;
import io.aispm.contract.agent.TenantId;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

@SpmApiTest
class AgentApiIT {

    private static final byte[] CODE = TestAgents.CODE.getBytes(StandardCharsets.UTF_8);

    private final TenantId tenant = TestPeople.tenant();

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Agents agents;

    @Autowired
    private TestAgents testAgents;

    @Autowired
    private ScriptedRuntime runtime;

    @Test
    void takesAnAgentInAndStartsIt() throws UnsupportedEncodingException {
        var answer = upload(Map.of("name", "mine"), file("code", "agent.py", CODE));

        assertThat(answer).hasStatus(201);
        var body = answer.getResponse().getContentAsString();
        assertThat(JsonPath.<String>read(body, "$.runtime_state")).isEqualTo("starting");
        assertThat(JsonPath.<String>read(body, "$.tenant_id")).isEqualTo(tenant.value());
        assertThat(JsonPath.<String>read(body, "$.risk")).isEqualTo("low");
        assertThat(JsonPath.<Integer>read(body, "$.revision")).isEqualTo(1);
        assertThat(JsonPath.<List<?>>read(body, "$.warnings")).isEmpty();
        assertThat(body).contains("\"state_reason\":null").contains("\"posture\":null");
        var id = AgentId.of(JsonPath.read(body, "$.id"));
        await().until(() -> !runtime.starts(id).isEmpty());
        assertThat(runtime.starts(id).getFirst().environment())
                .containsOnlyKeys("AGENT_ID", "MCP_TOKEN", "CONTROLLER_URL");
    }

    @Test
    void saysEverythingThatIsWrongWithAnUpload() throws UnsupportedEncodingException {
        var answer = upload(
                Map.of("name", "x".repeat(10_000), "version", "", "agent_type", "robot", "deploy_after", "maybe"),
                file("requirements", "requirements.txt", "not a requirement!!".getBytes(StandardCharsets.UTF_8)));

        problem(answer, 422, "invalid_agent");
        assertThat(JsonPath.<List<?>>read(answer.getResponse().getContentAsString(), "$.errors"))
                .hasSize(6);
    }

    @Test
    void refusesABinaryNamedAsPython() {
        problem(
                upload(Map.of("name", "bin"), file("code", "agent.py", new byte[] {0, 1, 2, (byte) 0xff})),
                422,
                "invalid_agent");
    }

    @Test
    void refusesPythonOverAMegabyte() {
        problem(
                upload(Map.of("name", "big"), file("code", "agent.py", new byte[1024 * 1024 + 1])),
                413,
                "content_too_large");
    }

    @Test
    void refusesWhatIsNeitherPythonNorAJar() {
        problem(upload(Map.of("name", "sh"), file("code", "agent.sh", CODE)), 422, "invalid_agent");
    }

    @Test
    void takesAJarAndItsType() throws UnsupportedEncodingException {
        var jar = file("code", "agent.jar", new byte[] {'P', 'K', 3, 4, 0});

        var answer = upload(Map.of("name", "jar", "agent_type", "langchain4j"), jar);

        assertThat(answer).hasStatus(201).bodyJson().extractingPath("$.runtime").isEqualTo("java");
    }

    @Test
    void givesALargeJarBackAsItWasUploaded() throws UnsupportedEncodingException {
        var jar = new byte[9 * 1024 * 1024 + 1];
        new Random(7).nextBytes(jar);
        var answer = upload(Map.of("name", "large", "deploy_after", "false"), file("code", "agent.jar", jar));
        var id = JsonPath.<String>read(answer.getResponse().getContentAsString(), "$.id");

        var code = get("/api/spm/agents/" + id + "/revisions/1/code");

        assertThat(code.getResponse().getContentAsByteArray()).isEqualTo(jar);
    }

    @Test
    void refusesAJarsTypeForPythonAndRequirementsForAJar() throws UnsupportedEncodingException {
        var python = upload(Map.of("name", "odd", "agent_type", "langchain4j"), file("code", "agent.py", CODE));
        var jar = upload(
                Map.of("name", "odd"), file("code", "agent.jar", CODE), file("requirements", "r.txt", bytes("numpy")));

        problem(python, 422, "invalid_agent");
        assertThat(python.getResponse().getContentAsString()).contains("langchain4j is for .jar files");
        problem(jar, 422, "invalid_agent");
        assertThat(jar.getResponse().getContentAsString()).contains("a .jar brings its libraries along");
    }

    @Test
    void tellsWhatTheSandboxFound() throws UnsupportedEncodingException {
        var answer = upload(Map.of("name", "bad"), file("code", "agent.py", bytes("# invalid")));

        problem(answer, 422, "invalid_code");
        assertThat(JsonPath.<String>read(answer.getResponse().getContentAsString(), "$.errors[0]"))
                .isEqualTo("Syntax error in line 1: invalid syntax");
    }

    @Test
    void warnsOfADryImportThatFails() throws UnsupportedEncodingException {
        var answer = upload(
                Map.of("name", "warned", "deploy_after", "false"),
                file("code", "agent.py", bytes("# warns")),
                file("requirements", "requirements.txt", bytes("langchain<1  # old\n")));

        assertThat(answer).hasStatus(201);
        var body = answer.getResponse().getContentAsString();
        assertThat(JsonPath.<List<?>>read(body, "$.warnings")).hasSize(1);
        assertThat(JsonPath.<String>read(body, "$.runtime_state")).isEqualTo("stopped");
    }

    @Test
    void refusesASecondAgentOfTheSameNameAndVersion() {
        testAgents.stopped(tenant, "twin");

        problem(upload(Map.of("name", "twin"), file("code", "agent.py", CODE)), 409, "agent_exists");
    }

    @Test
    void waitsForTheCrash() throws UnsupportedEncodingException {
        var answer = mvc.perform(MockMvcRequestBuilders.multipart("/api/spm/agents?wait=30s")
                .file(file("code", "agent.py", bytes("# dies")))
                .param("name", "dying")
                .param("version", "1")
                .param("agent_type", "custom")
                .header("Authorization", TestPeople.operator(tenant)));

        assertThat(answer).hasStatus(201);
        var body = answer.getResponse().getContentAsString();
        assertThat(JsonPath.<String>read(body, "$.runtime_state")).isEqualTo("crashed");
        assertThat(JsonPath.<String>read(body, "$.state_reason"))
                .contains("exit code 1")
                .contains("last words");
    }

    @Test
    void refusesAWaitThatIsNoNumber() {
        problem(
                mvc.perform(MockMvcRequestBuilders.multipart("/api/spm/agents?wait=soon")
                        .file(file("code", "agent.py", CODE))
                        .header("Authorization", TestPeople.operator(tenant))),
                400,
                "bad_wait");
    }

    @Test
    void refusesAnUploadThatIsNotMultipart() {
        problem(
                mvc.post()
                        .uri("/api/spm/agents")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{}")
                        .header("Authorization", TestPeople.operator(tenant))
                        .exchange(),
                415,
                "unsupported_media_type");
    }

    @Test
    void listsByFilterAndPage() throws UnsupportedEncodingException {
        testAgents.stopped(tenant, "alpha");
        testAgents.stopped(tenant, "beta");
        testAgents.stopped(tenant, "alphabet");

        var first = get("/api/spm/agents?q=alpha&runtime_state=stopped&agent_type=custom&limit=1");

        assertThat(names(first)).containsExactly("alphabet");
        var link = String.valueOf(first.getResponse().getHeader("Link"));
        assertThat(link).endsWith("; rel=\"next\"");
        var next = get(link.substring(link.indexOf("/api"), link.indexOf('>')));
        assertThat(names(next)).containsExactly("alpha");
        assertThat(next.getResponse().getHeader("Link")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/spm/agents?limit=0, 400, bad_limit",
        "/api/spm/agents?cursor=x, 400, bad_cursor",
        "/api/spm/agents?runtime_state=asleep, 400, bad_request",
        "/api/spm/agents/not-an-id, 404, agent_not_found",
        "/api/spm/agents/01980000-0000-7000-8000-000000000000, 404, agent_not_found",
        "/api/spm/agents/01980000-0000-7000-8000-000000000000/logs?tail=0, 404, agent_not_found",
        "/api/spm/agents/01980000-0000-7000-8000-000000000000/settings, 404, agent_not_found"
    })
    void refusesWhatThereIsNot(String path, int status, String code) {
        problem(get(path), status, code);
    }

    @Test
    void hidesAnotherTenantsAgent() {
        var foreign = testAgents.stopped(TestPeople.tenant(), "foreign");

        problem(get("/api/spm/agents/" + foreign.id()), 404, "agent_not_found");
        problem(send(HttpMethod.DELETE, foreign.id() + "", null), 404, "agent_not_found");
        problem(send(HttpMethod.PATCH, foreign.id() + "", "not json"), 404, "agent_not_found");
    }

    @Test
    void changesOnlyWhatIsNamed() throws UnsupportedEncodingException {
        var agent = testAgents.stopped(tenant, "patched");

        assertThat(send(HttpMethod.PATCH, agent.id() + "", "{\"risk\":\"high\",\"owner\":\"ada\"}"))
                .hasStatusOk();
        assertThat(send(HttpMethod.PATCH, agent.id() + "", "{}")).hasStatusOk();
        var body = send(HttpMethod.PATCH, agent.id() + "", "{\"owner\":null}")
                .getResponse()
                .getContentAsString();

        assertThat(JsonPath.<String>read(body, "$.risk")).isEqualTo("high");
        assertThat(body).contains("\"owner\":null");
    }

    @Test
    void namesUnknownFieldsOfAPatch() throws UnsupportedEncodingException {
        var agent = testAgents.stopped(tenant, "unpatched");
        var answer = send(HttpMethod.PATCH, agent.id() + "", "{\"name\":\"x\",\"colour\":1}");

        problem(answer, 400, "unknown_field");
        assertThat(answer.getResponse().getContentAsString()).contains("colour, name");
        problem(send(HttpMethod.PATCH, agent.id() + "", "{\"risk\":\"odd\"}"), 422, "invalid_agent");
        problem(send(HttpMethod.PATCH, agent.id() + "", "[]"), 400, "malformed_body");
    }

    @Test
    void keepsEveryRevision() throws UnsupportedEncodingException {
        var agent = testAgents.stopped(tenant, "revised");

        assertThat(putCode(agent.id(), file("code", "agent.py", bytes("# two\n"))))
                .hasStatusOk();

        var list = get("/api/spm/agents/" + agent.id() + "/revisions");
        assertThat(JsonPath.<List<Integer>>read(list.getResponse().getContentAsString(), "$[*].revision"))
                .containsExactly(2, 1);
        assertThat(get("/api/spm/agents/" + agent.id() + "/revisions/1/code")
                        .getResponse()
                        .getContentAsString())
                .isEqualTo(TestAgents.CODE);
        problem(get("/api/spm/agents/" + agent.id() + "/revisions/3/code"), 404, "revision_not_found");
        problem(get("/api/spm/agents/" + agent.id() + "/revisions/x/code"), 404, "not_found");
        problem(
                putCode(agent.id(), file("code", "agent.py", CODE), file("extra", "x.txt", CODE)),
                400,
                "unknown_field");
    }

    @Test
    void leavesNothingBehind() {
        var agent = testAgents.deployed(tenant, "deleted", TestAgents.CODE);
        await().until(() -> !runtime.starts(agent.id()).isEmpty());

        assertThat(send(HttpMethod.DELETE, agent.id() + "", null)).hasStatus(204);

        assertThat(agents.find(tenant, agent.id())).isEmpty();
        assertThat(runtime.running()).noneMatch(sandbox -> sandbox.agent().equals(agent.id()));
        problem(get("/api/spm/agents/" + agent.id()), 404, "agent_not_found");
    }

    @Test
    void startsOnceAndStopsOnce() {
        var agent = testAgents.stopped(tenant, "twice");

        assertThat(send(HttpMethod.POST, agent.id() + "/start", null))
                .hasStatus(202)
                .bodyJson()
                .extractingPath("$.status")
                .isEqualTo("starting");
        assertThat(send(HttpMethod.POST, agent.id() + "/start", null)).hasStatus(202);
        await().until(() -> !runtime.starts(agent.id()).isEmpty());
        assertThat(runtime.starts(agent.id())).hasSize(1);

        assertThat(send(HttpMethod.POST, agent.id() + "/stop", null))
                .hasStatus(202)
                .bodyJson()
                .extractingPath("$.status")
                .isEqualTo("stopping");
        assertThat(send(HttpMethod.POST, agent.id() + "/stop", null)).hasStatus(202);
        await().until(() -> agents.require(tenant, agent.id()).runtimeState() == RuntimeState.STOPPED);
    }

    @Test
    void shutsAnAgentAwayAndLetsItOut() {
        var agent = testAgents.deployed(tenant, "shut", TestAgents.CODE);

        assertThat(send(HttpMethod.POST, agent.id() + "/quarantine", null)).hasStatus(202);
        assertThat(agents.require(tenant, agent.id()).runtimeState()).isEqualTo(RuntimeState.QUARANTINED);
        problem(send(HttpMethod.POST, agent.id() + "/start", null), 409, "agent_quarantined");
        await().until(() -> runtime.running().stream().noneMatch(s -> s.agent().equals(agent.id())));
        assertThat(send(HttpMethod.POST, agent.id() + "/release", null)).hasStatus(202);
        assertThat(agents.require(tenant, agent.id()).runtimeState()).isEqualTo(RuntimeState.STOPPED);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, '', 200, 200, 200", "GET, /revisions, 200, 200, 403", "GET, /logs, 200, 200, 403",
        "GET, /settings, 200, 200, 403", "GET, /secrets, 403, 403, 403", "POST, /start, 202, 403, 403",
        "POST, /stop, 202, 403, 403", "POST, /quarantine, 403, 403, 403", "POST, /release, 403, 403, 403",
        "PATCH, '', 400, 403, 403", "PUT, /settings, 403, 403, 403", "DELETE, '', 403, 403, 403"
    })
    void letsEachRoleDoItsOwn(String method, String path, int operator, int auditor, int user) {
        var agent = testAgents.stopped(tenant, "roles" + UUID.randomUUID());
        var uri = "/api/spm/agents/" + agent.id() + path;

        assertThat(as(TestPeople.user(tenant, "una"), method, uri)).hasStatus(user);
        assertThat(as(TestPeople.auditor(tenant), method, uri)).hasStatus(auditor);
        assertThat(as(TestPeople.operator(tenant), method, uri)).hasStatus(operator);
    }

    private MvcTestResult as(String authorization, String method, String uri) {
        return mvc.method(HttpMethod.valueOf(method))
                .uri(uri)
                .header("Authorization", authorization)
                .exchange();
    }

    private MvcTestResult upload(Map<String, String> fields, MockMultipartFile... files) {
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

    private MvcTestResult putCode(AgentId id, MockMultipartFile... files) {
        var request = MockMvcRequestBuilders.multipart(HttpMethod.PUT, "/api/spm/agents/" + id + "/code");
        for (var file : files) {
            request.file(file);
        }
        request.header("Authorization", TestPeople.operator(tenant));
        return mvc.perform(request);
    }

    private MvcTestResult get(String uri) {
        return mvc.get()
                .uri(uri)
                .header("Authorization", TestPeople.admin(tenant))
                .exchange();
    }

    private MvcTestResult send(HttpMethod method, String path, @Nullable String body) {
        var request =
                mvc.method(method).uri("/api/spm/agents/" + path).header("Authorization", TestPeople.admin(tenant));
        if (body != null) {
            request.contentType(MediaType.APPLICATION_JSON).content(body);
        }
        return request.exchange();
    }

    private static List<String> names(MvcTestResult answer) throws UnsupportedEncodingException {
        return JsonPath.read(answer.getResponse().getContentAsString(), "$[*].name");
    }

    private static MockMultipartFile file(String part, String name, byte[] content) {
        return new MockMultipartFile(part, name, "application/octet-stream", content);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
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
