package io.aispm.kit.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.call.CallRequest.Kind;
import io.aispm.contract.lineage.ControlEvent;
import io.aispm.contract.lineage.TraceId;
import io.aispm.kit.StandInServer;
import io.aispm.kit.lineage.ControlChannel;
import io.aispm.kit.service.ServiceProperties;
import io.aispm.kit.service.ServiceTokens;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpCallContextsIT {

    private static final TenantId TENANT = TenantId.of("t1");
    private static final AgentId AGENT = AgentId.of("0197e5a0-1111-7000-8000-000000000001");
    private static final String TRACE = "0197e5a0333370008000000000000003";
    private static final String TRACEPARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";
    private static final String CONTEXT = """
            {"tenant_id":"t1","agent":{"id":"%s","name":"ada","agent_type":"custom","risk":"low"},
             "turn":{"trace_id":"%s","session_id":"0197e5a0-2222-7000-8000-000000000002","number":1},
             "linked_policies":[],"settings":{},"runtime":{}}""".formatted(AGENT, TRACE);

    @TempDir
    private Path folder;

    private final Control control = new Control();
    private ServiceTokens tokens = ServiceTokens.read(new ServiceProperties("test", null, null));

    @BeforeEach
    void mintOwnToken() throws IOException {
        var file = folder.resolve("token");
        Files.writeString(file, "svc_" + "t".repeat(40));
        tokens = ServiceTokens.read(new ServiceProperties("test", file, null));
    }

    @Test
    void showsItsOwnTokenAndRemembersTheAnswerForATurn() throws IOException {
        try (var api = new StandInServer(_ -> new StandInServer.Answer(200, CONTEXT))) {
            var contexts = contexts(api.url());

            assertThat(contexts.resolve(Kind.LLM, "llm_1", TRACEPARENT)).isInstanceOf(CallAnswer.Known.class);
            assertThat(contexts.resolve(Kind.LLM, "llm_1", TRACEPARENT)).isInstanceOf(CallAnswer.Known.class);

            assertThat(api.asked()).singleElement().satisfies(asked -> {
                assertThat(asked.path()).isEqualTo("/internal/calls");
                assertThat(asked.authorization()).isEqualTo("Bearer svc_" + "t".repeat(40));
                assertThat(asked.body()).contains("\"kind\":\"llm\"");
            });
        }
    }

    @Test
    void renewsAnAnswerBeforeItIsTooOldWhileATurnGoesOn() throws Exception {
        try (var api = new StandInServer(_ -> new StandInServer.Answer(200, CONTEXT))) {
            var contexts = contexts(api.url());
            var began = System.nanoTime();
            contexts.resolve(Kind.LLM, "llm_1", TRACEPARENT);

            await().pollInterval(Duration.ofMillis(5)).until(() -> {
                contexts.resolve(Kind.LLM, "llm_1", TRACEPARENT);
                return api.asked().size() == 2;
            });

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(600));
        }
    }

    @Test
    void forgetsATokenThatOpensNothingAnyMore() throws Exception {
        var revoked = new AtomicBoolean();
        try (var api = new StandInServer(_ -> revoked.get()
                ? new StandInServer.Answer(401, "{\"code\":\"unknown_agent_token\"}")
                : new StandInServer.Answer(200, CONTEXT))) {
            var contexts = contexts(api.url());
            contexts.resolve(Kind.LLM, "llm_1", TRACEPARENT);
            revoked.set(true);

            await().atMost(Duration.ofSeconds(1))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> contexts.resolve(Kind.LLM, "llm_1", TRACEPARENT) instanceof CallAnswer.Unknown);
        }
    }

    @Test
    void asksAgainForAnotherToken() throws IOException {
        try (var api = new StandInServer(_ -> new StandInServer.Answer(200, CONTEXT))) {
            var contexts = contexts(api.url());
            contexts.resolve(Kind.LLM, "llm_1", TRACEPARENT);
            contexts.resolve(Kind.LLM, "llm_2", TRACEPARENT);
            contexts.resolve(Kind.MCP, "llm_1", TRACEPARENT);

            assertThat(api.asked()).hasSize(3);
        }
    }

    @Test
    void neverRemembersACallThatNamesNoTurn() throws IOException {
        try (var api = new StandInServer(_ -> new StandInServer.Answer(200, CONTEXT))) {
            var contexts = contexts(api.url());
            contexts.resolve(Kind.LLM, "llm_1", null);
            contexts.resolve(Kind.LLM, "llm_1", "not a traceparent");
            contexts.resolve(Kind.LLM, "llm_1", null);

            assertThat(api.asked()).hasSize(3);
        }
    }

    @Test
    void forgetsAStoppedAgentAtOnce() throws IOException {
        try (var api = new StandInServer(_ -> new StandInServer.Answer(200, CONTEXT))) {
            var contexts = contexts(api.url());
            contexts.resolve(Kind.LLM, "llm_1", TRACEPARENT);

            control.publish(ControlEvent.agentChanged(TENANT, AGENT));
            contexts.resolve(Kind.LLM, "llm_1", TRACEPARENT);

            assertThat(api.asked()).hasSize(2);
        }
    }

    @Test
    void keepsWhatAnotherTenantsChangeDoesNotConcern() throws IOException {
        try (var api = new StandInServer(_ -> new StandInServer.Answer(200, CONTEXT))) {
            var contexts = contexts(api.url());
            contexts.resolve(Kind.LLM, "llm_1", TRACEPARENT);

            control.publish(ControlEvent.tenantChanged(TenantId.of("t2")));
            control.publish(ControlEvent.turnClosed(TENANT, AGENT, TraceId.of("4bf92f3577b34da6a3ce929d0e0e4736")));
            contexts.resolve(Kind.LLM, "llm_1", TRACEPARENT);

            assertThat(api.asked()).hasSize(1);
        }
    }

    @Test
    void doesNotRememberAnAnswerThatAChangeOvertook() throws IOException {
        try (var api = new StandInServer(_ -> {
            control.publish(ControlEvent.tenantChanged(TENANT));
            return new StandInServer.Answer(200, CONTEXT);
        })) {
            var contexts = contexts(api.url());
            contexts.resolve(Kind.LLM, "llm_1", TRACEPARENT);
            contexts.resolve(Kind.LLM, "llm_1", TRACEPARENT);

            assertThat(api.asked()).hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"500, boom", "401, '{\"code\":\"unknown_service\"}'", "200, not json", "404, ''"})
    void refusesWhenTheControlPlaneCannotBeAsked(int status, String body) throws IOException {
        try (var api = new StandInServer(_ -> new StandInServer.Answer(status, body))) {
            assertThat(contexts(api.url()).resolve(Kind.LLM, "llm_1", TRACEPARENT))
                    .isInstanceOf(CallAnswer.Unavailable.class);
        }
    }

    @Test
    void anUnknownTokenOpensNothing() throws IOException {
        try (var api = new StandInServer(_ -> new StandInServer.Answer(401, "{\"code\":\"unknown_agent_token\"}"))) {
            assertThat(contexts(api.url()).resolve(Kind.LLM, "llm_1", TRACEPARENT))
                    .isInstanceOf(CallAnswer.Unknown.class);
        }
    }

    private HttpCallContexts contexts(URI api) {
        var properties = new CallProperties(api, Duration.ofSeconds(2), Duration.ofMillis(800), 100);
        return new HttpCallContexts(new OkHttpClient(), api, properties, tokens, control);
    }

    /** A control channel within this test. */
    private static final class Control implements ControlChannel {

        private final List<Consumer<ControlEvent>> listeners = new ArrayList<>();

        @Override
        public void publish(ControlEvent event) {
            listeners.forEach(listener -> listener.accept(event));
        }

        @Override
        public void subscribe(Consumer<ControlEvent> listener) {
            listeners.add(listener);
        }
    }
}
