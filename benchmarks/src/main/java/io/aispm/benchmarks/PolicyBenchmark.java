package io.aispm.benchmarks;

import io.aispm.kit.http.PartClient;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/**
 * How long it takes until a policy that was written counts, and how long a decision takes over the wire while 200 turns begin
 * each second, under four of the platform's policies. A decision is measured from when it was due.
 */
final class PolicyBenchmark implements Benchmarks.Benchmark {

    private static final List<String> ATTACHED =
            List.of("prompt_guard", "jailbreak_detect", "pii_mask", "output_filter");
    private static final int WRITES = 50;
    private static final int PER_SECOND = 200;
    /** Until the client's code is compiled and the services have settled after the writes. */
    private static final Duration WARM_UP = Duration.ofSeconds(60);

    private static final Duration TIME = Duration.ofSeconds(20);

    private static final String QUESTION = "/v1/data/spm/prompt/allow?strict-builtin-errors=true";

    @Override
    public void run(BenchStack stack, Consumer<Figure> figures) {
        stack.up();
        stack.put("/api/spm/default-policies", Map.of("policy_ids", ATTACHED));
        var delivered = deliver(stack);
        var asked = question();
        var decided = decisions(stack.status().at("/services/opa/url").asString(), asked);
        stack.put("/api/spm/default-policies", Map.of("policy_ids", List.of()));
        figures.accept(
                new Figure("policy written to in force, p99 of " + WRITES, delivered.quantile(0.99), 1_000, "ms"));
        figures.accept(new Figure(
                "decision over the wire at " + PER_SECOND + "/s, p99 of " + decided.count(),
                decided.quantile(0.99),
                3,
                "ms"));
    }

    /** A write answers when the engine acts by it. */
    private static Samples deliver(BenchStack stack) {
        var samples = new Samples();
        for (var i = 0; i < WRITES; i++) {
            var id = "bench_" + i;
            var rego = "package aispm.policies." + id
                    + "\ndecision := {\"decision\": \"block\", \"reason\": \"x\"} if contains(input.prompt, \"x" + i
                    + "\")";
            var began = System.nanoTime();
            stack.post("/api/spm/policies", Map.of("id", id, "name", id, "rego", rego));
            samples.addNanos(System.nanoTime() - began);
        }
        return samples;
    }

    private static byte[] question() {
        var linked = ATTACHED.stream()
                .map(id -> Map.of("id", id, "version", 1, "mode", "enforced", "params", Map.of()))
                .toList();
        var guard = Map.of(
                "verdict",
                "allow",
                "score",
                0.05,
                "categories",
                List.of(),
                "category_scores",
                Map.of("S15", 0.02),
                "signals",
                List.of());
        var input = Map.of(
                "stage",
                "prompt",
                "tenant_id",
                "bench",
                "agent",
                Map.of("id", "a", "name", "a", "agent_type", "custom", "risk", "low"),
                "user",
                Map.of("sub", "ada", "roles", List.of("spm:user"), "scopes", List.of()),
                "prompt",
                "Please tell me in a few sentences what the weather will be like tomorrow. ".repeat(6),
                "guard",
                guard,
                "linked_policies",
                linked);
        return JsonMapper.shared().writeValueAsBytes(Map.of("input", input));
    }

    /** By the client that the services ask with. */
    private static Samples decisions(String opa, byte[] asked) {
        try (var client = new PartClient(URI.create(opa), Duration.ofSeconds(2))) {
            load(client, asked, WARM_UP);
            return load(client, asked, TIME);
        }
    }

    private static Samples load(PartClient client, byte[] body, Duration time) {
        var count = (int) (PER_SECOND * time.toSeconds());
        var taken = new long[count];
        var refused = new AtomicLong();
        var threads = new ArrayList<Thread>();
        var began = System.nanoTime();
        for (var index = 0; index < count; index++) {
            var due = began + (long) (index * 1e9 / PER_SECOND);
            var early = due - System.nanoTime();
            if (early > 0) {
                Waiting.nanos(early);
            }
            var at = index;
            threads.add(Thread.ofVirtual().start(() -> {
                if (!decides(client, body)) {
                    refused.incrementAndGet();
                }
                taken[at] = System.nanoTime() - due;
            }));
        }
        threads.forEach(Waiting::join);
        if (refused.get() > 0) {
            throw new IllegalStateException(refused.get() + " decisions were none");
        }
        var samples = new Samples();
        for (var nanos : taken) {
            samples.addNanos(nanos);
        }
        return samples;
    }

    /** Whether it is a decision by all four, not an error. */
    private static boolean decides(PartClient client, byte[] body) {
        try {
            var answer = client.post(QUESTION, body);
            var told = new String(answer.body(), StandardCharsets.UTF_8);
            return answer.isSuccessful() && told.contains("\"decision\":\"redact\"");
        } catch (IOException away) {
            return false;
        }
    }
}
