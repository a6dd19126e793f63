package io.aispm.proxy;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.call.CallContext;
import io.aispm.contract.chat.SessionId;
import io.aispm.contract.lineage.TraceId;
import io.aispm.contract.policy.LinkedPolicy;
import io.aispm.contract.policy.PolicyMode;
import io.aispm.contract.policy.PolicyQuestion;
import io.aispm.kit.id.Ids;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes calls of agents, each of an agent of its own. */
public final class TestCalls {

    private static final Ids IDS = new Ids();

    private final Map<String, @Nullable Object> settings = new HashMap<>();
    private final Map<String, @Nullable Object> runtime = new HashMap<>();
    private final Map<String, @Nullable Object> config = new HashMap<>();
    private final Map<String, String> credentials = new HashMap<>();
    private final @Nullable String connector;
    private final List<CallContext.Fallback> fallbacks = new ArrayList<>();
    private final Map<String, @Nullable Object> tenantSettings = new HashMap<>();
    private List<LinkedPolicy> policies = List.of();
    private TenantId tenant = new TenantId("t1");
    private @Nullable String integration;

    private TestCalls(@Nullable String connector) {
        this.connector = connector;
    }

    /** A call whose Default LLM is of this kind. */
    public static TestCalls to(String connector) {
        return new TestCalls(connector);
    }

    /** A call in a tenant that has set no Default LLM. */
    public static TestCalls nowhere() {
        return new TestCalls(null);
    }

    public TestCalls setting(String name, Object value) {
        settings.put(name, value);
        return this;
    }

    public TestCalls runtime(String name, Object value) {
        runtime.put(name, value);
        return this;
    }

    public TestCalls config(String name, Object value) {
        config.put(name, value);
        return this;
    }

    /** Calls by this integration; otherwise each call has one of its own. */
    public TestCalls integration(String id) {
        integration = id;
        return this;
    }

    public TestCalls key(String key) {
        credentials.put("api_key", key);
        return this;
    }

    public TestCalls policy(String id) {
        policies = List.of(new LinkedPolicy(id, 1, PolicyMode.ENFORCED, Map.of()));
        return this;
    }

    /** A policy that allows, and obliges to this. */
    public TestCalls obliged(Map<String, @Nullable Object> duties) {
        policies = List.of(new LinkedPolicy("oblige", 1, PolicyMode.ENFORCED, duties));
        return this;
    }

    /** Another place for the call, of OpenAI's shape. */
    public TestCalls fallback(String baseUrl, String model) {
        var config = new HashMap<String, @Nullable Object>(Map.of("base_url", baseUrl));
        fallbacks.add(new CallContext.Fallback(
                new CallContext.Route("i-" + IDS.next(), "openai_compatible", config, Map.of()), model));
        return this;
    }

    /** Puts the agent into a tenant, and sets something for all of that tenant's agents. */
    public TestCalls tenant(String id, String setting, Object value) {
        tenant = new TenantId(id);
        tenantSettings.put(setting, value);
        return this;
    }

    public CallContext call() {
        var agent = new PolicyQuestion.Subject(new AgentId(IDS.next()), "agent", "custom", "low", null, null);
        var id = integration == null ? "i-" + IDS.next() : integration;
        var route = connector == null ? null : new CallContext.Route(id, connector, config, credentials);
        return new CallContext(
                tenant,
                agent,
                new CallContext.Turn(
                        TraceId.from(IDS.next()),
                        new SessionId(IDS.next()),
                        new PolicyQuestion.Person("ann", List.of("spm:user"), List.of()),
                        3),
                policies,
                settings,
                runtime,
                route,
                route == null ? "Set *Default LLM* in the integration." : null,
                fallbacks,
                tenantSettings,
                null);
    }
}
