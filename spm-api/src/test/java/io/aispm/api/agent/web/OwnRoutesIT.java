package io.aispm.api.agent.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.aispm.api.SpmApiTest;
import io.aispm.api.agent.Agent;
import io.aispm.api.agent.AgentTokens;
import io.aispm.api.agent.Agents;
import io.aispm.api.agent.ScriptedRuntime;
import io.aispm.api.agent.TestAgents;
import io.aispm.api.agent.life.Runs;
import io.aispm.api.identity.TestPeople;
import io.aispm.api.web.AgentListener;
import io.aispm.contract.agent.RuntimeState;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.call.CallRequest.Kind;
import java.io.UnsupportedEncodingException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@SpmApiTest
class OwnRoutesIT {

    private final TenantId tenant = TestPeople.tenant();

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private AgentListener listener;

    @Autowired
    private Agents agents;

    @Autowired
    private AgentTokens tokens;

    @Autowired
    private TestAgents testAgents;

    @Autowired
    private ScriptedRuntime runtime;

    @Autowired
    private Runs runs;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void asksForAToken() {
        var agent = started("asked");

        refused(ask(HttpMethod.GET, agent, "/bootstrap", null), 401, "missing_token", "Missing bearer token");
    }

    @Test
    void knowsNoOtherTokenThanTheAgentsOwn() {
        var agent = started("own");

        refused(
                ask(HttpMethod.GET, agent, "/bootstrap", "mcp_made-up"),
                401,
                "unknown_agent_token",
                "Unknown agent token");
        var person = TestPeople.admin(tenant).substring("Bearer ".length());
        refused(ask(HttpMethod.GET, agent, "/bootstrap", person), 401, "unknown_agent_token", "Unknown agent token");
    }

    @Test
    void refusesAnotherAgentsRoutes() {
        var agent = started("one");
        var other = started("other");

        refused(
                ask(HttpMethod.GET, other, "/bootstrap", testAgents.token(agent.id())),
                403,
                "agent_mismatch",
                "Bearer token does not match agent_id");
    }

    @Test
    void givesTheSameBootstrapForTheWholeStart() throws UnsupportedEncodingException {
        var agent = started("booted");
        var token = testAgents.token(agent.id());

        var first = ask(HttpMethod.GET, agent, "/bootstrap", token);
        assertThat(first).hasStatusOk();
        var body = first.getResponse().getContentAsString();
        assertThat(JsonPath.<String>read(body, "$.agent_id"))
                .isEqualTo(agent.id().toString());
        assertThat(JsonPath.<String>read(body, "$.kafka_sasl_username")).isEqualTo("agent-" + agent.id());
        assertThat(JsonPath.<String>read(body, "$.chat_in_topic"))
                .isEqualTo("cpm." + tenant + ".agents." + agent.id() + ".chat.in");
        assertThat(JsonPath.<String>read(body, "$.kafka_group_id"))
                .startsWith("cpm." + tenant + ".agents." + agent.id() + ".");

        assertThat(ask(HttpMethod.POST, agent, "/ready", token)).hasStatus(204);
        assertThat(ask(HttpMethod.GET, agent, "/bootstrap", token).getResponse().getContentAsString())
                .isEqualTo(body);
        assertThat(tokens.verify(Kind.LLM, JsonPath.read(body, "$.llm_api_key")))
                .isPresent();
        assertThat(tokens.verify(Kind.MCP, JsonPath.read(body, "$.llm_api_key")))
                .isEmpty();
    }

    @Test
    void runsOnceItSaysThatItIsReadyHoweverOften() {
        var agent = started("ready");
        var token = testAgents.token(agent.id());

        assertThat(ask(HttpMethod.POST, agent, "/ready", token)).hasStatus(204);
        assertThat(ask(HttpMethod.POST, agent, "/ready", token)).hasStatus(204);

        var now = agents.require(tenant, agent.id());
        assertThat(now.runtimeState()).isEqualTo(RuntimeState.RUNNING);
        assertThat(now.lastSeenAt()).isNotNull();
    }

    @Test
    void losesItsTokensWhenItStops() throws UnsupportedEncodingException {
        var agent = started("stopped");
        var token = testAgents.token(agent.id());
        String llmKey = JsonPath.read(
                ask(HttpMethod.GET, agent, "/bootstrap", token).getResponse().getContentAsString(), "$.llm_api_key");

        runs.stop(tenant, agent.id());
        await().until(() -> agents.require(tenant, agent.id()).runtimeState() == RuntimeState.STOPPED);

        refused(ask(HttpMethod.POST, agent, "/ready", token), 401, "unknown_agent_token", "Unknown agent token");
        assertThat(tokens.verify(Kind.MCP, token)).isEmpty();
        assertThat(tokens.verify(Kind.LLM, llmKey)).isEmpty();
    }

    @Test
    void losesItsTokensAtOnceWhenItIsShutAway() {
        var agent = started("shut");
        var token = testAgents.token(agent.id());

        runs.quarantine(tenant, agent.id(), "ada");

        assertThat(tokens.verify(Kind.MCP, token)).isEmpty();
    }

    @Test
    void getsNewTokensAtEachStart() {
        var agent = started("again");
        var before = testAgents.token(agent.id());

        runs.stop(tenant, agent.id());
        await().until(() -> agents.require(tenant, agent.id()).runtimeState() == RuntimeState.STOPPED);
        runs.start(tenant, agent.id());
        await().until(() -> runtime.starts(agent.id()).size() == 2);

        assertThat(testAgents.token(agent.id())).isNotEqualTo(before);
        assertThat(tokens.verify(Kind.MCP, before)).isEmpty();
    }

    @Test
    void readsASecretThatPeopleCanOnlyWrite() throws UnsupportedEncodingException {
        var agent = started("secretive");
        var token = testAgents.token(agent.id());

        refused(
                ask(HttpMethod.GET, agent, "/secrets/KEY", token),
                404,
                "secret_not_found",
                "secret 'KEY' not configured");
        assertThat(people(HttpMethod.PUT, agent, "/secrets/KEY", "{\"value\":\"hush\"}"))
                .hasStatus(204);
        assertThat(ask(HttpMethod.GET, agent, "/secrets/KEY", token))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.value")
                .isEqualTo("hush");
        var list = people(HttpMethod.GET, agent, "/secrets", null).getResponse().getContentAsString();
        assertThat(list).contains("\"KEY\"").contains("\"ada\"").doesNotContain("hush");
        assertThat(people(HttpMethod.DELETE, agent, "/secrets/KEY", null)).hasStatus(204);
        refused(
                ask(HttpMethod.GET, agent, "/secrets/KEY", token),
                404,
                "secret_not_found",
                "secret 'KEY' not configured");
    }

    @Test
    void refusesASecretWithoutValue() {
        var agent = testAgents.stopped(tenant, "valueless");

        assertThat(people(HttpMethod.PUT, agent, "/secrets/KEY", "{}")).hasStatus(422);
    }

    @Test
    void keepsNothingInTheDatabaseThatCouldBeUsed() throws UnsupportedEncodingException {
        var agent = started("sealed");
        var token = testAgents.token(agent.id());
        String password = JsonPath.read(
                ask(HttpMethod.GET, agent, "/bootstrap", token).getResponse().getContentAsString(),
                "$.kafka_sasl_password");

        var row = jdbc.sql(
                        "select encode(bootstrap, 'escape') || mcp_token_hash || llm_key_hash from agent.agent_starts"
                                + " where agent_id = :id")
                .param("id", agent.id().value())
                .query(String.class)
                .single();

        assertThat(row).doesNotContain(token).doesNotContain(password);
    }

    private Agent started(String name) {
        var agent = testAgents.deployed(tenant, name, TestAgents.CODE);
        await().until(() -> !runtime.starts(agent.id()).isEmpty());
        return agent;
    }

    private MvcTestResult ask(HttpMethod method, Agent agent, String path, @Nullable String token) {
        var request = mvc.method(method).uri("/agents/" + agent.id() + path).with(asked -> {
            asked.setLocalPort(listener.port());
            return asked;
        });
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request.exchange();
    }

    private MvcTestResult people(HttpMethod method, Agent agent, String path, @Nullable String body) {
        var request = mvc.method(method)
                .uri("/api/spm/agents/" + agent.id() + path)
                .header("Authorization", TestPeople.admin(tenant));
        if (body != null) {
            request.contentType(MediaType.APPLICATION_JSON).content(body);
        }
        return request.exchange();
    }

    private static void refused(MvcTestResult answer, int status, String code, String detail) {
        assertThat(answer).hasStatus(status).bodyJson().extractingPath("$.code").isEqualTo(code);
        assertThat(answer).bodyJson().extractingPath("$.detail").isEqualTo(detail);
    }
}
