package io.aispm.api.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.api.agent.Agent;
import io.aispm.api.agent.AgentSettings;
import io.aispm.api.agent.EffectiveSettings;
import io.aispm.api.agent.PolicyStatus;
import io.aispm.api.agent.runtime.CodeKind;
import io.aispm.api.chat.OpenTurns;
import io.aispm.api.integration.GuardRoutes;
import io.aispm.api.integration.IntegrationId;
import io.aispm.api.integration.Routes;
import io.aispm.api.integration.RuntimeRow;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.AgentType;
import io.aispm.contract.agent.Risk;
import io.aispm.contract.agent.RuntimeState;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.call.CallContext;
import io.aispm.contract.call.CallRequest;
import io.aispm.contract.chat.SessionId;
import io.aispm.contract.lineage.TraceId;
import io.aispm.contract.policy.LinkedPolicy;
import io.aispm.contract.policy.PolicyMode;
import io.aispm.contract.policy.PolicyQuestion;
import io.aispm.kit.id.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallsTests {

    private static final TenantId TENANT = TenantId.of("t1");
    private static final Instant NOW = Instant.parse("2026-04-25T10:00:00Z");
    private static final CallContext.Route ROUTE =
            new CallContext.Route("i1", "openai_compatible", Map.of("model", "m"), Map.of("api_key", "k"));
    private static final LinkedPolicy LINKED = new LinkedPolicy("p", 2, PolicyMode.ENFORCED, Map.of());

    private final Agent agent = agent();
    private final List<OpenTurns.OpenTurn> open = new ArrayList<>();
    private final Map<String, Object> effective =
            new LinkedHashMap<>(Map.of("guard_llm", "enforced", "fallbacks", List.of("m-2")));
    private CallContext.@Nullable Route judge;
    private Routes.Destination destination = new Routes.Destination.Found(ROUTE);

    private final Calls calls = new Calls(
            (kind, token) -> token.equals(kind + "-token") ? Optional.of(agent) : Optional.empty(),
            settings(),
            turns(),
            (tenant, of) -> of.equals(agent.id()) ? List.of(LINKED) : List.of(),
            routes(),
            new GuardRoutes(routes()),
            new Ids());

    @Test
    void knowsNobodyByAForeignToken() {
        assertThat(calls.context(new CallRequest("nobody's", CallRequest.Kind.LLM, null)))
                .isEmpty();
    }

    @Test
    void aTokenOpensOnlyItsOwnKind() {
        assertThat(calls.context(new CallRequest("MCP-token", CallRequest.Kind.LLM, null)))
                .isEmpty();
    }

    @Test
    void tellsAllThatAGatewayNeeds() {
        var context = ask(null);

        assertThat(context.tenantId()).isEqualTo(TENANT);
        assertThat(context.agent().name()).isEqualTo("a");
        assertThat(context.linkedPolicies()).containsExactly(LINKED);
        assertThat(context.settings()).containsEntry("guard_llm", "enforced");
        assertThat(context.runtime()).containsEntry("tavily_max_results", 5);
        assertThat(context.route()).isEqualTo(ROUTE);
        assertThat(context.routeMissing()).isNull();
        assertThat(context.fallbacks()).containsExactly(new CallContext.Fallback(ROUTE, "m-2"));
        assertThat(context.tenantSettings()).containsEntry("requests_per_minute", 60);
    }

    @Test
    void namesTheFieldToSetWhereThereIsNoProvider() {
        destination = new Routes.Destination.Missing("Set `Default LLM`.");

        var context = ask(null);

        assertThat(context.route()).isNull();
        assertThat(context.routeMissing()).isEqualTo("Set `Default LLM`.");
    }

    @Test
    void tellsTheRemoteGuardThatTheSettingsName() {
        effective.put("guard_integration_id", "0197e5a0-8888-7000-8000-000000000008");
        judge = new CallContext.Route("i2", "llama_guard", Map.of("model", "g"), Map.of());
        assertThat(ask(null).guardRoute()).isNull();

        effective.put("guard_mode", "ensemble");
        assertThat(ask(null).guardRoute()).isEqualTo(judge);
    }

    @Test
    void tellsNoRemoteGuardThatIsGoneOrCannotJudge() {
        effective.put("guard_integration_id", "0197e5a0-8888-7000-8000-000000000008");
        effective.put("guard_mode", "remote");
        assertThat(ask(null).guardRoute()).isNull();

        judge = new CallContext.Route("i2", "tavily", Map.of(), Map.of());
        assertThat(ask(null).guardRoute()).isNull();
    }

    @Test
    void belongsToTheOpenTurnItsTraceparentNames() {
        var first = opened();
        opened();

        assertThat(ask(traceparent(first.traceId())).turn().sessionId()).isEqualTo(first.sessionId());
    }

    @Test
    void aTraceparentOfNoOpenTurnDoesNotCount() {
        var only = opened();

        var turn = ask(traceparent(new Ids().nextTrace())).turn();

        assertThat(turn.traceId()).isEqualTo(only.traceId());
        assertThat(turn.user()).isEqualTo(only.user());
        assertThat(turn.number()).isEqualTo(3);
    }

    @Test
    void belongsToNoTurnWhereSeveralAreOpenAndNoneIsNamed() {
        var first = opened();
        opened();

        var turn = ask("garbage").turn();

        assertThat(turn.sessionId()).isNull();
        assertThat(turn.user()).isNull();
        assertThat(turn.traceId()).isNotEqualTo(first.traceId());
    }

    private CallContext ask(@Nullable String traceparent) {
        return calls.context(new CallRequest("LLM-token", CallRequest.Kind.LLM, traceparent))
                .orElseThrow();
    }

    private OpenTurns.OpenTurn opened() {
        var turn = new OpenTurns.OpenTurn(
                new Ids().nextTrace(),
                new SessionId(UUID.randomUUID()),
                new PolicyQuestion.Person("ada", List.of("spm:user"), List.of()),
                3,
                NOW);
        open.add(turn);
        return turn;
    }

    private static String traceparent(TraceId trace) {
        return "00-" + trace + "-00f067aa0ba902b7-01";
    }

    private OpenTurns turns() {
        return new OpenTurns() {
            @Override
            public Optional<OpenTurn> of(AgentId of, TraceId trace) {
                return open.stream()
                        .filter(turn -> turn.traceId().equals(trace))
                        .findFirst();
            }

            @Override
            public Optional<OpenTurn> only(AgentId of) {
                return open.size() == 1 ? Optional.of(open.getFirst()) : Optional.empty();
            }
        };
    }

    private Routes routes() {
        var runtime = new RuntimeRow(Map.of("tavily_max_results", 5));
        return new Routes() {
            @Override
            public Provision models(TenantId tenant) {
                return new Provision(runtime, destination);
            }

            @Override
            public Provision search(TenantId tenant) {
                return new Provision(runtime, new Destination.Missing("Set `Tavily Integration`."));
            }

            @Override
            public Optional<CallContext.Route> named(TenantId tenant, IntegrationId id) {
                return Optional.ofNullable(judge);
            }

            @Override
            public List<ToolServer> toolServers(@Nullable TenantId tenant) {
                return List.of();
            }

            @Override
            public List<CallContext.Fallback> fallbacks(TenantId tenant, List<String> names, CallContext.Route first) {
                return names.stream()
                        .map(name -> new CallContext.Fallback(first, name))
                        .toList();
            }
        };
    }

    private AgentSettings settings() {
        return new AgentSettings() {
            @Override
            public EffectiveSettings of(TenantId tenant, AgentId agent) {
                return new EffectiveSettings(effective);
            }

            @Override
            public EffectiveSettings of(TenantId tenant) {
                return new EffectiveSettings(Map.of("requests_per_minute", 60));
            }
        };
    }

    private static Agent agent() {
        return new Agent(
                new AgentId(UUID.randomUUID()),
                TENANT,
                "a",
                "1",
                AgentType.CUSTOM,
                CodeKind.PYTHON,
                null,
                null,
                Risk.LOW,
                PolicyStatus.NONE,
                RuntimeState.RUNNING,
                null,
                "sha",
                1,
                NOW,
                NOW,
                null,
                false);
    }
}
