package io.aispm.api.agent.web;

import static io.aispm.api.agent.web.AgentRequests.bytes;
import static io.aispm.api.agent.web.AgentRequests.file;
import static io.aispm.api.agent.web.AgentRequests.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.aispm.api.SpmApiTest;
import io.aispm.api.agent.ScriptedRuntime;
import io.aispm.api.agent.TestAgents;
import io.aispm.api.identity.TestPeople;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** Agents as they are taken in: code, jars and requirements, and what is wrong with them. */
@SpmApiTest
class AgentUploadIT {

    private static final byte[] CODE = TestAgents.CODE.getBytes(StandardCharsets.UTF_8);

    private final TenantId tenant = TestPeople.tenant();

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private TestAgents testAgents;

    @Autowired
    private ScriptedRuntime runtime;

    private AgentRequests api;

    @BeforeEach
    void asks() {
        api = new AgentRequests(mvc, tenant);
    }

    @Test
    void takesAnAgentInAndStartsIt() throws UnsupportedEncodingException {
        var answer = api.upload(Map.of("name", "mine"), file("code", "agent.py", CODE));

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
        var answer = api.upload(
                Map.of("name", "x".repeat(10_000), "version", "", "agent_type", "robot", "deploy_after", "maybe"),
                file("requirements", "requirements.txt", "not a requirement!!".getBytes(StandardCharsets.UTF_8)));

        problem(answer, 422, "invalid_agent");
        assertThat(JsonPath.<List<?>>read(answer.getResponse().getContentAsString(), "$.errors"))
                .hasSize(6);
    }

    @Test
    void refusesABinaryNamedAsPython() {
        problem(
                api.upload(Map.of("name", "bin"), file("code", "agent.py", new byte[] {0, 1, 2, (byte) 0xff})),
                422,
                "invalid_agent");
    }

    @Test
    void refusesPythonOverAMegabyte() {
        problem(
                api.upload(Map.of("name", "big"), file("code", "agent.py", new byte[1024 * 1024 + 1])),
                413,
                "content_too_large");
    }

    @Test
    void refusesWhatIsNeitherPythonNorAJar() {
        problem(api.upload(Map.of("name", "sh"), file("code", "agent.sh", CODE)), 422, "invalid_agent");
    }

    @Test
    void takesAJarAndItsType() throws UnsupportedEncodingException {
        var jar = file("code", "agent.jar", new byte[] {'P', 'K', 3, 4, 0});

        var answer = api.upload(Map.of("name", "jar", "agent_type", "langchain4j"), jar);

        assertThat(answer).hasStatus(201).bodyJson().extractingPath("$.runtime").isEqualTo("java");
    }

    @Test
    void givesALargeJarBackAsItWasUploaded() throws UnsupportedEncodingException {
        var jar = new byte[9 * 1024 * 1024 + 1];
        new Random(7).nextBytes(jar);
        var answer = api.upload(Map.of("name", "large", "deploy_after", "false"), file("code", "agent.jar", jar));
        var id = JsonPath.<String>read(answer.getResponse().getContentAsString(), "$.id");

        var code = api.get("/api/spm/agents/" + id + "/revisions/1/code");

        assertThat(code.getResponse().getContentAsByteArray()).isEqualTo(jar);
    }

    @Test
    void refusesAJarsTypeForPythonAndRequirementsForAJar() throws UnsupportedEncodingException {
        var python = api.upload(Map.of("name", "odd", "agent_type", "langchain4j"), file("code", "agent.py", CODE));
        var jar = api.upload(
                Map.of("name", "odd"), file("code", "agent.jar", CODE), file("requirements", "r.txt", bytes("numpy")));

        problem(python, 422, "invalid_agent");
        assertThat(python.getResponse().getContentAsString()).contains("langchain4j is for .jar files");
        problem(jar, 422, "invalid_agent");
        assertThat(jar.getResponse().getContentAsString()).contains("a .jar brings its libraries along");
    }

    @Test
    void tellsWhatTheSandboxFound() throws UnsupportedEncodingException {
        var answer = api.upload(Map.of("name", "bad"), file("code", "agent.py", bytes("# invalid")));

        problem(answer, 422, "invalid_code");
        assertThat(JsonPath.<String>read(answer.getResponse().getContentAsString(), "$.errors[0]"))
                .isEqualTo("Syntax error in line 1: invalid syntax");
    }

    @Test
    void warnsOfADryImportThatFails() throws UnsupportedEncodingException {
        var answer = api.upload(
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

        problem(api.upload(Map.of("name", "twin"), file("code", "agent.py", CODE)), 409, "agent_exists");
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
}
