package io.aispm.api.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.api.SpmApiTest;
import io.aispm.api.identity.Role;
import io.aispm.api.identity.TestPeople;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.call.ApprovalQuestion;
import io.aispm.contract.call.ApprovalQuestion.Kind;
import io.aispm.contract.chat.SessionId;
import io.aispm.kit.id.Ids;
import io.aispm.kit.json.CanonicalJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpmApiTest
class ApprovalsIT {

    private final TenantId tenant = TestPeople.tenant();
    private final AgentId agent = new AgentId(UUID.randomUUID());
    private final SessionId session = new SessionId(UUID.randomUUID());
    private final JsonMapper json = JsonMapper.shared();

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Approvals approvals;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Value("${spm.service.tokens-dir}")
    private Path tokens;

    private ApprovalQuestion deed(@Nullable String user, @Nullable SessionId in, Kind kind, Map<String, ?> what) {
        return new ApprovalQuestion(
                tenant, agent, user, in, new Ids().nextTrace(), kind, CanonicalJson.digest(what), "s", "r", "p1");
    }

    private ApprovalQuestion deed() {
        return deed("ada", session, Kind.TOOL, Map.of("name", "fetch_url", "args", Map.of("a", 1, "b", 2)));
    }

    private String boss() {
        return TestPeople.bearer(tenant, "boss", Role.ADMIN);
    }

    private MvcTestResult decide(String id, String verb, Map<String, ?> body) {
        return call(HttpMethod.POST, "/api/spm/approvals/" + id + "/" + verb, boss(), body);
    }

    private MvcTestResult call(HttpMethod method, String path, String token, @Nullable Map<String, ?> body) {
        var request = mvc.method(method).uri(path).header(HttpHeaders.AUTHORIZATION, token);
        if (body != null) {
            request.contentType(MediaType.APPLICATION_JSON).content(json.writeValueAsString(body));
        }
        return request.exchange();
    }

    private JsonNode tree(MvcTestResult result) {
        return json.readTree(new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8));
    }

    @Test
    void goesThroughOnceWhenApproved() {
        var asked = approvals.ask(deed());
        assertThat(asked.approved()).isFalse();
        assertThat(approvals.ask(deed())).isEqualTo(asked);

        assertThat(decide(asked.id(), "approve", Map.of("comment", "fine"))).hasStatus(200);

        assertThat(approvals.ask(deed()).approved()).isTrue();
        var again = approvals.ask(deed());
        assertThat(again.approved()).isFalse();
        assertThat(again.id()).isNotEqualTo(asked.id());
        var listed = tree(call(HttpMethod.GET, "/api/spm/approvals?state=used", boss(), null));
        assertThat(listed.get(0).get("id").asString()).isEqualTo(asked.id());
        assertThat(listed.get(0).get("comment").asString()).isEqualTo("fine");
    }

    @Test
    void isTheSameDeedHoweverItsArgumentsAreOrderedAndWritten() {
        var asked = approvals.ask(deed());
        decide(asked.id(), "approve", Map.of());
        Map<String, Object> other = new java.util.LinkedHashMap<>();
        other.put("args", new java.util.TreeMap<>(Map.of("b", 2.0, "a", 1)));
        other.put("name", "fetch_url");

        assertThat(approvals.ask(deed("ada", session, Kind.TOOL, other)).approved())
                .isTrue();
    }

    @Test
    void coversNoOtherUserNoOtherDeedAndNoOtherKind() {
        var asked = approvals.ask(deed());
        decide(asked.id(), "approve", Map.of());
        var what = Map.of("name", "fetch_url", "args", Map.of("a", 1, "b", 2));

        assertThat(approvals.ask(deed("bob", session, Kind.TOOL, what)).approved())
                .isFalse();
        assertThat(approvals.ask(deed("ada", session, Kind.LLM, what)).approved())
                .isFalse();
        assertThat(approvals
                        .ask(deed("ada", session, Kind.TOOL, Map.of("name", "x")))
                        .approved())
                .isFalse();
    }

    @Test
    void reachesAsFarAsItsScope() {
        var what = Map.of("name", "fetch_url", "args", Map.of("a", 1, "b", 2));
        var elsewhere = new SessionId(UUID.randomUUID());
        decide(approvals.ask(deed()).id(), "approve", Map.of("scope", "session"));
        assertThat(approvals.ask(deed()).approved()).isTrue();
        assertThat(approvals.ask(deed()).approved()).isTrue();
        var refused = approvals.ask(deed("ada", elsewhere, Kind.TOOL, what));
        assertThat(refused.approved()).isFalse();

        decide(refused.id(), "approve", Map.of("scope", "agent"));

        assertThat(approvals.ask(deed("bob", elsewhere, Kind.TOOL, what)).approved())
                .isTrue();
        assertThat(approvals.ask(deed("bob", elsewhere, Kind.TOOL, what)).approved())
                .isTrue();
    }

    @Test
    void aCallOutsideOfATurnIsNobodysAndOfNoSession() {
        var asked = approvals.ask(deed(null, null, Kind.TOOL, Map.of("name", "x")));
        assertThat(decide(asked.id(), "approve", Map.of("scope", "session"))).hasStatus(422);
        assertThat(decide(asked.id(), "approve", Map.of())).hasStatus(200);

        assertThat(approvals
                        .ask(deed("ada", session, Kind.TOOL, Map.of("name", "x")))
                        .approved())
                .isFalse();
        assertThat(approvals
                        .ask(deed(null, null, Kind.TOOL, Map.of("name", "x")))
                        .approved())
                .isTrue();
    }

    @Test
    void gatewaysAskOnlyAboutWhatTheyServe() {
        var question = json.writeValueAsString(deed());
        for (var asker : Map.of("spm-mcp", 200, "spm-llm-proxy", 403).entrySet()) {
            assertThat(mvc.post()
                            .uri("/internal/approvals")
                            .header(HttpHeaders.AUTHORIZATION, service(asker.getKey()))
                            .contentType(MediaType.APPLICATION_JSON)
                            .content(question))
                    .hasStatus(asker.getValue());
        }
        assertThat(mvc.post()
                        .uri("/internal/approvals")
                        .header(HttpHeaders.AUTHORIZATION, boss())
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(question))
                .hasStatus(401);
    }

    private String service(String name) {
        try {
            return "Bearer " + Files.readString(tokens.resolve(name));
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    @Test
    void isTakenByOneOfManyThatAskAtOnce() throws Exception {
        decide(approvals.ask(deed()).id(), "approve", Map.of());
        List<Future<ApprovalQuestion.Ruling>> asked = new ArrayList<>();
        try (var askers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var asker = 0; asker < 20; asker++) {
                asked.add(askers.submit(() -> approvals.ask(deed())));
            }
        }

        var approved = 0;
        for (var one : asked) {
            approved += one.get().approved() ? 1 : 0;
        }
        assertThat(approved).isEqualTo(1);
    }

    @Test
    void nobodyDecidesForThemselves() {
        var asked = approvals.ask(deed("boss", session, Kind.TOOL, Map.of("name", "x")));

        assertThat(decide(asked.id(), "approve", Map.of()))
                .hasStatus(403)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("own_approval");
        assertThat(approvals
                        .ask(deed("boss", session, Kind.TOOL, Map.of("name", "x")))
                        .approved())
                .isFalse();
    }

    @Test
    void isDecidedOnceAndADenialStands() {
        var asked = approvals.ask(deed());
        assertThat(decide(asked.id(), "deny", Map.of())).hasStatus(200);

        assertThat(decide(asked.id(), "approve", Map.of()))
                .hasStatus(409)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("approval_closed");
        assertThat(approvals.ask(deed())).isEqualTo(asked);
    }

    @Test
    void anExpiredOneCountsForNothing() {
        var asked = approvals.ask(deed());
        jdbc.sql("update approval.approvals set expires_at = now() - interval '1 s' where id = :id")
                .param("id", UUID.fromString(asked.id()))
                .update();

        assertThat(decide(asked.id(), "approve", Map.of())).hasStatus(409);
        assertThat(tree(call(HttpMethod.GET, "/api/spm/approvals?state=expired", boss(), null))
                        .size())
                .isEqualTo(1);
        assertThat(approvals.ask(deed()).id()).isNotEqualTo(asked.id());
    }

    @Test
    void keepsAWithheldReplyEncryptedAndGivesItOnce() {
        var prompt = deed("ada", session, Kind.OUTPUT, Map.of("prompt", "tell"));
        var id = approvals.withhold(prompt, "the secret reply");
        assertThat(approvals.released(prompt)).isEmpty();
        var kept = jdbc.sql("select withheld from approval.approvals where id = :id")
                .param("id", UUID.fromString(id))
                .query(byte[].class)
                .single();
        assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain("secret");

        decide(id, "approve", Map.of());

        assertThat(approvals.released(prompt)).contains("the secret reply");
        assertThat(approvals.released(prompt)).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithADecision() {
        var asked = approvals.ask(deed());

        assertThat(decide(asked.id(), "approve", Map.of("scope", "world"))).hasStatus(422);
        assertThat(decide(asked.id(), "approve", Map.of("expires_in", "25h"))).hasStatus(422);
        assertThat(decide(asked.id(), "approve", Map.of("expires_in", "1h"))).hasStatus(200);
        assertThat(decide(UUID.randomUUID().toString(), "approve", Map.of())).hasStatus(404);
        assertThat(decide("none", "approve", Map.of())).hasStatus(404);
        assertThat(call(HttpMethod.GET, "/api/spm/approvals?state=odd", boss(), null))
                .hasStatus(400);
    }

    @Test
    void anotherTenantSeesAndDecidesNothing() {
        var asked = approvals.ask(deed());
        var other = TestPeople.admin(TestPeople.tenant());

        assertThat(call(HttpMethod.POST, "/api/spm/approvals/" + asked.id() + "/approve", other, Map.of()))
                .hasStatus(404);
        assertThat(tree(call(HttpMethod.GET, "/api/spm/approvals", other, null)).size())
                .isZero();
    }

    @Test
    void leavesTheRequestAndTheDecisionToLineageInTheirOwnTransaction() {
        transaction.executeWithoutResult(_ -> {
            var asked = approvals.ask(deed());
            approvals.decide(
                    tenant,
                    UUID.fromString(asked.id()),
                    "boss",
                    new Decision(true, Scope.ONCE, java.time.Duration.ofMinutes(1), null));

            var told = jdbc.sql("select body from lineage_outbox.events where body like :id order by seq")
                    .param("id", "%" + asked.id() + "%")
                    .query(String.class)
                    .list();
            assertThat(told).hasSize(2);
            assertThat(told.getFirst()).contains("ApprovalRequested");
            assertThat(told.getLast()).contains("ApprovalDecided", "boss");
        });
    }
}
