package io.aispm.api.posture;

import static io.aispm.api.posture.PostureApi.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aispm.api.SpmApiTest;
import io.aispm.api.agent.TestAgents;
import io.aispm.api.federation.FederatedTools;
import io.aispm.api.identity.TestPeople;
import io.aispm.api.integration.IntegrationId;
import io.aispm.api.knowledge.AgentDocuments;
import io.aispm.api.knowledge.DocumentId;
import io.aispm.api.knowledge.DocumentState;
import io.aispm.api.knowledge.Documents;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.call.ToolServers;
import io.aispm.kit.json.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionOperations;

/** What other modules change, and what other replicas leave behind, is looked at in time. */
@SpmApiTest
class DriftWatchIT {

    private final TenantId tenant = TestPeople.tenant();

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private TestAgents agents;

    @Autowired
    private FederatedTools tools;

    @Autowired
    private Documents documents;

    @Autowired
    private AgentDocuments links;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Postures postures;

    @Autowired
    private TransactionOperations transactions;

    private AgentId agent = new AgentId(UUID.randomUUID());

    @SuppressWarnings("NullAway.Init")
    private PostureApi api;

    @BeforeEach
    void registersAnAgent() {
        api = new PostureApi(mvc, tenant);
        agent = agents.stopped(tenant, "watched").id();
    }

    @Test
    void aToolThatItsServerDescribesOtherwiseAndOneThatIsNew() {
        var server = server();
        note(server, seen("read", "Reads a file."));
        approve(server, seen("read", "Reads a file."));
        api.review(agent);

        note(server, seen("read", "Reads a file and sends it away."), seen("write", "Writes a file."));
        assertThat(classOf("tools.files__read")).isEqualTo("release_blocking");
        approve(server, seen("write", "Writes a file."));

        assertThat(classOf("tools.files__write")).isEqualTo("release_blocking");
    }

    @Test
    void aDocumentThatIsLinkedAndOneThatIsRevoked() {
        var known = document("Refunds");
        var other = document("Hotels");
        links.replace(tenant, agent, List.of(known), "ada");
        api.review(agent);

        links.replace(tenant, agent, List.of(known, other), "ada");
        assertThat(classOf("memory.sources." + other)).isEqualTo("release_blocking");
        documents.decide(tenant, "ada", id(known), DocumentState.REVOKED);

        assertThat(classOf("memory.sources." + known)).isEqualTo("expected");
    }

    @Test
    void whatAReplicaMarkedThatIsGoneSince() {
        api.review(agent);
        await().until(() -> marks(agent) == 0);

        jdbc.sql("update agent.agents set owner = 'somebody' where id = :agent")
                .param("agent", agent.value())
                .update();
        mark(agent);

        assertThat(classOf("definition.owner")).isEqualTo("expected");
        await().until(() -> marks(agent) == 0);
    }

    @Test
    void theOthersWhereOneCannotBeLookedAt() {
        var broken = agents.stopped(tenant, "broken").id();
        api.review(broken);
        api.review(agent);
        await().until(() -> marks(broken) + marks(agent) == 0);
        jdbc.sql("update posture.baselines set document = '[]' where agent_id = :agent")
                .param("agent", broken.value())
                .update();

        assertThat(api.put("/settings", Map.of("memory_mb", 1024))).hasStatusOk();

        assertThat(classOf("runtime.limits.memory_mb")).isEqualTo("review_required");
        assertThat(marks(broken)).isEqualTo(1);
        jdbc.sql("delete from posture.baselines where agent_id = :agent")
                .param("agent", broken.value())
                .update();
    }

    @Test
    void manyLooksAtOnceWriteOneDrift() throws Exception {
        api.review(agent);
        await().until(() -> marks(agent) == 0);
        jdbc.sql("update agent.agents set owner = 'somebody' where id = :agent")
                .param("agent", agent.value())
                .update();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<MvcTestResult> look = () -> api.get("/posture/agents/" + agent);
            var looks = threads.invokeAll(Collections.nCopies(8, look));
            for (var answer : looks) {
                assertThat(answer.get()).hasStatusOk();
            }
        }

        assertThat(tree(api.get("/posture/agents/" + agent + "/drift"))).hasSize(1);
        assertThat(tree(api.get("/evidence?agent_id=" + agent))).hasSize(1);
    }

    @Test
    void aToolThatIsAskedAtAnotherAddress() {
        var server = server();
        note(server, seen("read", "Reads a file."));
        approve(server, seen("read", "Reads a file."));
        api.review(agent);

        moved(server);

        assertThat(classOf("tools.files__read")).isEqualTo("release_blocking");
    }

    @Test
    void aRemoteGuardAndAFallbackAtAnotherAddress() {
        var server = server();
        assertThat(api.put("/settings", Map.of("guard_integration_id", server))).hasStatusOk();
        assertThat(api.put("/agents/" + agent + "/settings", Map.of("fallbacks", List.of("files/large"))))
                .hasStatusOk();
        api.review(agent);

        moved(server);

        assertThat(classOf("guardrails.guard.base_url")).isEqualTo("release_blocking");
        assertThat(classOf("provider.fallback_base_urls.files/large")).isEqualTo("review_required");
    }

    @Test
    void nothingOfAnAgentThatIsDeletedWhileItIsLookedAt() throws Exception {
        api.review(agent);
        await().until(() -> marks(agent) == 0);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var deletion = transactions.execute(_ -> {
                postures.snapshot(tenant, agent);
                var begun = threads.submit(() -> api.delete("/agents/" + agent));
                await().during(Duration.ofMillis(500)).until(() -> !begun.isDone());
                return begun;
            });
            assertThat(Objects.requireNonNull(deletion).get()).hasStatus(204);
        }

        assertThat(jdbc.sql("""
                        select (select count(*) from posture.snapshots where agent_id = :agent)
                             + (select count(*) from posture.due where agent_id = :agent)""")
                        .param("agent", agent.value())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private void moved(String server) {
        assertThat(api.call(
                        HttpMethod.PATCH,
                        "/integrations/" + server,
                        TestPeople.admin(tenant),
                        Map.of("config", Map.of("base_url", "https://elsewhere.example/mcp"))))
                .hasStatusOk();
    }

    private String server() {
        return tree(api.post(
                        "/integrations",
                        Map.of(
                                "connector_type",
                                "mcp_server",
                                "name",
                                "files",
                                "config",
                                Map.of("base_url", "https://tools.example/mcp"))))
                .get("id")
                .asString();
    }

    private void note(String server, ToolServers.Seen... seen) {
        tools.note(new ToolServers.Sighting(tenant, server, List.of(seen)));
    }

    private void approve(String server, ToolServers.Seen seen) {
        tools.approve(tenant, "ada", IntegrationId.of(server), Map.of(seen.tool(), seen.hash()));
    }

    private static ToolServers.Seen seen(String tool, String description) {
        var manifest = Map.<String, Object>of(
                "name", tool, "description", description, "inputSchema", Map.of("type", "object"));
        return new ToolServers.Seen(tool, CanonicalJson.digest(manifest), manifest);
    }

    private String document(String name) {
        var text = name.getBytes(StandardCharsets.UTF_8);
        var id = documents.upload(tenant, "ada", name, name + ".txt", text).id();
        documents.decide(tenant, "ada", id, DocumentState.APPROVED);
        return id.toString();
    }

    private static DocumentId id(String text) {
        return DocumentId.parse(text).orElseThrow();
    }

    private void mark(AgentId one) {
        jdbc.sql("insert into posture.due (tenant_id, agent_id, due_at) values (:tenant, :agent, now())")
                .param("tenant", tenant.toString())
                .param("agent", one.value())
                .update();
    }

    private int marks(AgentId one) {
        return jdbc.sql("select count(*) from posture.due where agent_id = :agent")
                .param("agent", one.value())
                .query(Integer.class)
                .single();
    }

    private String classOf(String path) {
        return api.drift(agent, path).get("class").asString();
    }
}
