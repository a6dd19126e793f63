package io.aispm.api.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aispm.api.SpmApiTest;
import io.aispm.api.agent.TestAgents;
import io.aispm.api.identity.Principal;
import io.aispm.api.identity.Role;
import io.aispm.api.identity.TestPeople;
import io.aispm.api.identity.session.UiSessions;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.chat.SessionId;
import io.aispm.contract.lineage.LineageEvent;
import io.aispm.contract.lineage.Payload;
import io.aispm.contract.lineage.TraceId;
import io.aispm.kit.lineage.LineageEvents;
import io.aispm.kit.lineage.LineageProducer;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpmApiTest
class ActivityStreamIT {

    private final TenantId tenant = TestPeople.tenant();
    private final TraceId trace = TraceId.from(UUID.randomUUID());
    private final SessionId session = new SessionId(UUID.randomUUID());
    private final List<StreamClient> opened = new ArrayList<>();

    @LocalServerPort
    private int port;

    @Autowired
    private TestAgents agents;

    @Autowired
    private LineageEvents events;

    @Autowired
    private LineageProducer lineage;

    @Autowired
    private UiSessions sessions;

    @Autowired
    private MeterRegistry metrics;

    @Autowired
    private JsonMapper json;

    private AgentId agent;

    @BeforeEach
    void register() {
        agent = agents.stopped(tenant, "watched").id();
    }

    @AfterEach
    void close() {
        opened.forEach(StreamClient::close);
    }

    @Test
    void showsTheRowsOfTheListAsTheyHappen() throws IOException {
        var stream = stream("", TestPeople.auditor(tenant));
        var message = emit(new Payload.ChatMessage("user", "hello", "allow"));
        var call = emit(new Payload.ToolCall("web_fetch", Map.of("query", "x"), false, "policy_blocked", 12));

        await().until(() -> stream.rows().size() == 2);
        assertThat(stream.ids())
                .containsExactly(message.eventId().toString(), call.eventId().toString());
        assertThat(stream.rows()).containsExactly(row(message), row(call));
    }

    @Test
    void showsEachReaderOnlyTheirAgentAndOnlyTheKindsTheyWant() throws IOException {
        var other = agents.stopped(tenant, "another").id();
        var calls = stream("?kind=tool_call", TestPeople.operator(tenant));
        var others = stream(other, "", null, TestPeople.operator(tenant));
        say("not wanted");
        var call = emit(new Payload.ToolCall("time_now", Map.of(), true, null, 1));

        await().until(() -> calls.rows().size() == 1);
        assertThat(calls.ids()).containsExactly(call.eventId().toString());
        assertThat(others.rows()).isEmpty();
    }

    @Test
    void goesOnAfterTheLastEventTheReaderSaw() throws IOException {
        var first = stream("", TestPeople.admin(tenant));
        say("one");
        say("two");
        await().until(() -> first.rows().size() == 2);
        first.close();
        say("three");
        var second = stream(agent, "", first.ids().getFirst(), TestPeople.admin(tenant));
        say("four");

        await().until(() -> second.rows().size() == 3);
        assertThat(second.texts()).containsExactly("two", "three", "four");
        var third = stream("?after=" + second.ids().getFirst(), TestPeople.admin(tenant));
        await().until(() -> third.rows().size() == 2);
        assertThat(third.texts()).containsExactly("three", "four");
    }

    @Test
    void showsOnceWhatWasSentTwice() throws IOException {
        var stream = stream("", TestPeople.admin(tenant));
        var twice = say("twice");
        lineage.emit(twice);
        say("last");

        await().until(() -> stream.texts().contains("last"));
        assertThat(stream.texts()).containsExactly("twice", "last");
    }

    @Test
    void endsWhenTheTokenExpires() throws IOException {
        var soon = Date.from(Instant.now(Clock.systemUTC()).plusSeconds(4));
        var bearer = TestPeople.bearer(claims -> claims.subject("ada")
                .claim("tenant_id", tenant.value())
                .claim("roles", List.of("spm:auditor"))
                .expirationTime(soon));
        var stream = stream("", bearer);

        await().until(stream::isFinished);
        assertThat(stream.ends())
                .singleElement()
                .satisfies(end -> assertThat(end.path("code").asString()).isEqualTo("unauthenticated"));
    }

    @Test
    void endsWhenThePersonSignsOut() throws IOException {
        var person = new Principal(tenant, "ada", Set.of(Role.ADMIN));
        var token = sessions.open(sessions.invite(person).value()).token().value();
        var stream = open(request(agent, "").header("Cookie", "aispm_session=" + token));
        say("seen");
        await().until(() -> stream.texts().contains("seen"));

        sessions.close(token);

        await().until(stream::isFinished);
        assertThat(stream.ends()).hasSize(1);
    }

    @Test
    void refusesInTheContractsOrder() throws IOException {
        var admin = TestPeople.admin(tenant);
        refused(agent, "", null, "Bearer nonsense", 401, "invalid_token");
        refused(agent, "", null, TestPeople.user(tenant, "ada"), 403, "forbidden");
        refused(UUID.randomUUID(), "", null, admin, 404, "agent_not_found");
        refused("nonsense", "", null, admin, 404, "agent_not_found");
        refused(agent, "", null, TestPeople.admin(TestPeople.tenant()), 404, "agent_not_found");
        refused(agent, "?kind=nonsense", null, admin, 400, "bad_kind");
        refused(agent, "", "nonsense", admin, 400, "bad_event_id");
        refused(
                agent,
                "",
                events(new Payload.ChatMessage("user", "never sent", "allow")),
                admin,
                409,
                "event_not_in_feed");
        refused(agent, "", UUID.randomUUID().toString(), admin, 409, "event_not_in_feed");
    }

    @Test
    void allowsNobodyMoreThanTheirShareOfStreams() throws IOException {
        var bearer = TestPeople.bearer(tenant, "greedy", Role.AUDITOR);
        for (int n = 0; n < 32; n++) {
            assertThat(stream("", bearer).status()).isEqualTo(200);
        }

        refused(agent, "", null, bearer, 429, "too_many_streams");
        assertThat(stream("", TestPeople.auditor(tenant)).status()).isEqualTo(200);
    }

    /** The socket is never read: what the platform may hold for it is bounded, and so is its patience. */
    @Test
    void cutsAReaderWhoDoesNotRead() throws IOException {
        var before = openStreams();
        try (var socket = new Socket()) {
            socket.setReceiveBufferSize(4_096);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            var request =
                    "GET /api/spm/agents/" + agent + "/activity/stream HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                            + TestPeople.bearer(tenant, "asleep", Role.AUDITOR) + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            await().until(() -> openStreams() == before + 1);
            for (int n = 0; n < 400; n++) {
                say("x".repeat(40_000));
            }

            await().atMost(Duration.ofSeconds(60)).until(() -> openStreams() == before);
        }
    }

    private double openStreams() {
        return metrics.get("spm.feed.streams").gauge().value();
    }

    private LineageEvent say(String text) {
        return emit(new Payload.ChatMessage("user", text, "allow"));
    }

    private LineageEvent emit(Payload payload) {
        var event = events.of(tenant, agent, session, trace, "ada", payload);
        lineage.emit(event);
        return event;
    }

    private String events(Payload payload) {
        return events.of(tenant, agent, session, trace, "ada", payload)
                .eventId()
                .toString();
    }

    private JsonNode row(LineageEvent event) {
        return json.readTree(json.writeValueAsString(ActivityRow.of(event)));
    }

    private StreamClient stream(String query, String bearer) throws IOException {
        return stream(agent, query, null, bearer);
    }

    private StreamClient stream(Object of, String query, @Nullable String lastEvent, String bearer) throws IOException {
        var request = request(of, query).header("Authorization", bearer);
        if (lastEvent != null) {
            request.header("Last-Event-ID", lastEvent);
        }
        return open(request);
    }

    private StreamClient open(Request.Builder request) throws IOException {
        var client = StreamClient.open(request);
        opened.add(client);
        if (client.status() == 200) {
            await().until(client::isAlive);
        }
        return client;
    }

    private Request.Builder request(Object of, String query) {
        return new Request.Builder()
                .url("http://127.0.0.1:" + port + "/api/spm/agents/" + of + "/activity/stream" + query);
    }

    private void refused(Object of, String query, @Nullable String lastEvent, String bearer, int status, String code)
            throws IOException {
        var request = request(of, query).header("Authorization", bearer);
        if (lastEvent != null) {
            request.header("Last-Event-ID", lastEvent);
        }
        try (var answer = StreamClient.HTTP.newCall(request.build()).execute()) {
            assertThat(answer.code()).isEqualTo(status);
            assertThat(json.readTree(answer.body().string()).path("code").asString())
                    .isEqualTo(code);
        }
    }
}
