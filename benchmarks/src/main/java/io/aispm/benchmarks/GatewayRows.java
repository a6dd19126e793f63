package io.aispm.benchmarks;

import io.aispm.benchmarks.OurService.Policies;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Our proxy as it is, in three surroundings: A without a policy engine, so that what is measured is the token's check,
 * routing, limits and lineage; B with the real one; C with the guard enforced besides. The control plane is a stand-in,
 * over real connections, that answers at once. Each connection is an agent's that serves a turn and says so, as those
 * of the SDK do: the proxy then asks who it is once in 800 ms instead of before each call.
 */
final class GatewayRows {

    private static final String GRANTS = """
            {"grants":[{"amount":1000000000,"wait_ms":0}]}""";

    private final int provider;

    GatewayRows(int provider) {
        this.provider = provider;
    }

    /** A gateway that runs, and all that it was started with. */
    record Row(Target target, BenchedProcess process, List<AutoCloseable> around) implements AutoCloseable {
        @Override
        public void close() {
            process.close();
            for (var one : around) {
                try {
                    one.close();
                } catch (Exception failed) {
                    throw new IllegalStateException(failed);
                }
            }
        }
    }

    Row a() {
        var platform = platform("off");
        return row("A: token, routing, limits, lineage", platform, new Policies.Open(), Stream.of());
    }

    Row b() {
        var opa = OurService.opa();
        return row("B: A with OPA", platform("off"), new Policies.Engine(opa.port()), Stream.of(opa));
    }

    Row c() {
        var opa = OurService.opa();
        var engine = new Policies.Engine(opa.port());
        return row("C: B with guard_llm: enforced", platform("enforced"), engine, Stream.of(opa));
    }

    private static Row row(String name, LoopbackServer platform, Policies policies, Stream<BenchedProcess> more) {
        var process = OurService.start("spm-llm-proxy", platform.port(), policies);
        var target = new Target(name, process.port(), Map.of("Authorization", "Bearer bench-token")).asInTurns();
        return new Row(
                target,
                process,
                Stream.<AutoCloseable>concat(more, Stream.of(platform)).toList());
    }

    private LoopbackServer platform(String guard) {
        var context = LoopbackServer.json(callContext("""
                {"guard_llm":"%s","requests_per_minute":1000000000}""".formatted(guard), """
                {"integration_id":"i","connector_type":"openai_compatible","config":{"base_url":\
                "http://127.0.0.1:%d/v1","model":"m"},"credentials":{}}""".formatted(provider)));
        var grants = LoopbackServer.json(GRANTS);
        return new LoopbackServer(path -> path.startsWith("/internal/calls") ? context : grants);
    }

    /** What the control plane says of an agent's call. */
    static String callContext(String settings, String route) {
        return """
                {"tenant_id":"bench","agent":{"id":"0190b3a0-0000-7000-8000-000000000001","name":"bench",\
                "agent_type":"custom","risk":"low"},"turn":{"trace_id":"0190b3a0000070008000000000000001",\
                "session_id":"0190b3a0-0000-7000-8000-000000000002","user":{"sub":"ada","roles":["spm:operator"],\
                "scopes":[]},"number":1},"linked_policies":[],"settings":%s,"runtime":{},"route":%s,\
                "route_missing":null,"fallbacks":[],"tenant_settings":{}}""".formatted(settings, route);
    }
}
