package io.aispm.api.agent.web;

import static io.aispm.api.agent.web.AgentRequests.bytes;
import static io.aispm.api.agent.web.AgentRequests.file;
import static io.aispm.api.agent.web.AgentRequests.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.aispm.api.SpmApiTest;
import io.aispm.api.agent.Agents;
import io.aispm.api.agent.ScriptedRuntime;
import io.aispm.api.agent.TestAgents;
import io.aispm.api.identity.TestPeople;
import io.aispm.contract.agent.RuntimeState;
import io.aispm.contract.agent.TenantId;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Agents that are there: lists, changes, revisions, life and roles. */
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

    private AgentRequests api;

    @BeforeEach
    void asks() {
        api = new AgentRequests(mvc, tenant);
    }

    @Test
    void listsByFilterAndPage() throws UnsupportedEncodingException {
        testAgents.stopped(tenant, "alpha");
        testAgents.stopped(tenant, "beta");
        testAgents.stopped(tenant, "alphabet");

        var first = api.get("/api/spm/agents?q=alpha&runtime_state=stopped&agent_type=custom&limit=1");

        assertThat(names(first)).containsExactly("alphabet");
        var link = String.valueOf(first.getResponse().getHeader("Link"));
        assertThat(link).endsWith("; rel=\"next\"");
        var next = api.get(link.substring(link.indexOf("/api"), link.indexOf('>')));
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
        problem(api.get(path), status, code);
    }

    @Test
    void hidesAnotherTenantsAgent() {
        var foreign = testAgents.stopped(TestPeople.tenant(), "foreign");

        problem(api.get("/api/spm/agents/" + foreign.id()), 404, "agent_not_found");
        problem(api.send(HttpMethod.DELETE, foreign.id() + "", null), 404, "agent_not_found");
        problem(api.send(HttpMethod.PATCH, foreign.id() + "", "not json"), 404, "agent_not_found");
    }

    @Test
    void changesOnlyWhatIsNamed() throws UnsupportedEncodingException {
        var agent = testAgents.stopped(tenant, "patched");

        assertThat(api.send(HttpMethod.PATCH, agent.id() + "", "{\"risk\":\"high\",\"owner\":\"ada\"}"))
                .hasStatusOk();
        assertThat(api.send(HttpMethod.PATCH, agent.id() + "", "{}")).hasStatusOk();
        var body = api.send(HttpMethod.PATCH, agent.id() + "", "{\"owner\":null}")
                .getResponse()
                .getContentAsString();

        assertThat(JsonPath.<String>read(body, "$.risk")).isEqualTo("high");
        assertThat(body).contains("\"owner\":null");
    }

    @Test
    void namesUnknownFieldsOfAPatch() throws UnsupportedEncodingException {
        var agent = testAgents.stopped(tenant, "unpatched");
        var answer = api.send(HttpMethod.PATCH, agent.id() + "", "{\"name\":\"x\",\"colour\":1}");

        problem(answer, 400, "unknown_field");
        assertThat(answer.getResponse().getContentAsString()).contains("colour, name");
        problem(api.send(HttpMethod.PATCH, agent.id() + "", "{\"risk\":\"odd\"}"), 422, "invalid_agent");
        problem(api.send(HttpMethod.PATCH, agent.id() + "", "[]"), 400, "malformed_body");
    }

    @Test
    void keepsEveryRevision() throws UnsupportedEncodingException {
        var agent = testAgents.stopped(tenant, "revised");

        assertThat(api.putCode(agent.id(), file("code", "agent.py", bytes("# two\n"))))
                .hasStatusOk();

        var list = api.get("/api/spm/agents/" + agent.id() + "/revisions");
        assertThat(JsonPath.<List<Integer>>read(list.getResponse().getContentAsString(), "$[*].revision"))
                .containsExactly(2, 1);
        assertThat(api.get("/api/spm/agents/" + agent.id() + "/revisions/1/code")
                        .getResponse()
                        .getContentAsString())
                .isEqualTo(TestAgents.CODE);
        problem(api.get("/api/spm/agents/" + agent.id() + "/revisions/3/code"), 404, "revision_not_found");
        problem(api.get("/api/spm/agents/" + agent.id() + "/revisions/x/code"), 404, "not_found");
        problem(
                api.putCode(agent.id(), file("code", "agent.py", CODE), file("extra", "x.txt", CODE)),
                400,
                "unknown_field");
    }

    @Test
    void leavesNothingBehind() {
        var agent = testAgents.deployed(tenant, "deleted", TestAgents.CODE);
        await().until(() -> !runtime.starts(agent.id()).isEmpty());

        assertThat(api.send(HttpMethod.DELETE, agent.id() + "", null)).hasStatus(204);

        assertThat(agents.find(tenant, agent.id())).isEmpty();
        assertThat(runtime.running()).noneMatch(sandbox -> sandbox.agent().equals(agent.id()));
        problem(api.get("/api/spm/agents/" + agent.id()), 404, "agent_not_found");
    }

    @Test
    void startsOnceAndStopsOnce() {
        var agent = testAgents.stopped(tenant, "twice");

        assertThat(api.send(HttpMethod.POST, agent.id() + "/start", null))
                .hasStatus(202)
                .bodyJson()
                .extractingPath("$.status")
                .isEqualTo("starting");
        assertThat(api.send(HttpMethod.POST, agent.id() + "/start", null)).hasStatus(202);
        await().until(() -> !runtime.starts(agent.id()).isEmpty());
        assertThat(runtime.starts(agent.id())).hasSize(1);

        assertThat(api.send(HttpMethod.POST, agent.id() + "/stop", null))
                .hasStatus(202)
                .bodyJson()
                .extractingPath("$.status")
                .isEqualTo("stopping");
        assertThat(api.send(HttpMethod.POST, agent.id() + "/stop", null)).hasStatus(202);
        await().until(() -> agents.require(tenant, agent.id()).runtimeState() == RuntimeState.STOPPED);
    }

    @Test
    void shutsAnAgentAwayAndLetsItOut() {
        var agent = testAgents.deployed(tenant, "shut", TestAgents.CODE);

        assertThat(api.send(HttpMethod.POST, agent.id() + "/quarantine", null)).hasStatus(202);
        assertThat(agents.require(tenant, agent.id()).runtimeState()).isEqualTo(RuntimeState.QUARANTINED);
        problem(api.send(HttpMethod.POST, agent.id() + "/start", null), 409, "agent_quarantined");
        await().until(() -> runtime.running().stream().noneMatch(s -> s.agent().equals(agent.id())));
        assertThat(api.send(HttpMethod.POST, agent.id() + "/release", null)).hasStatus(202);
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

    private static List<String> names(MvcTestResult answer) throws UnsupportedEncodingException {
        return JsonPath.read(answer.getResponse().getContentAsString(), "$[*].name");
    }
}
