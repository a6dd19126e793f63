package io.aispm.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The gateways to models and tools beside those that people pick, between the same load and a provider or server that
 * answers at once, all on this machine: 16 connections in a closed loop, requests at a fixed rate, and 500 streams, which
 * begin within a second, or all at once at a proxy that has served nobody. The provider alone and nginx as a bare proxy are
 * the limits. {@code BENCH_MEMORY_MINUTES} says how long memory is watched (1).
 */
final class GatewayBenchmark implements Benchmarks.Benchmark {

    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration MEASURED = Duration.ofSeconds(10);
    private static final int ROUNDS = 5;
    private static final Duration ROUND = Duration.ofSeconds(6);
    private static final int STREAMS = 500;
    private static final int EVENTS = 10;
    private static final int WARM_UP_ROUNDS = 8;

    private static final String ANSWER = """
            {"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":\
            {"role":"assistant","content":"Once upon a time there was a number."},"finish_reason":"stop"}],\
            "usage":{"prompt_tokens":30,"completion_tokens":9,"total_tokens":39}}""";

    private final ClosedLoop closed = new ClosedLoop(16);

    @Override
    public void run(BenchStack stack, Consumer<Figure> figures) {
        var answer = LoopbackServer.json(ANSWER);
        try (var provider = new LoopbackServer(_ -> answer);
                var streaming = new LoopbackServer((_, out) -> stream(out))) {
            var direct = new Target("provider alone", provider.port(), Map.of());
            closed(direct, Optional.empty());
            var peers = new Peers(provider.port());
            var nginx = peers.nginx().map(this::measured);
            var portkey = measured(peers.portkey());
            measured(peers.litellm());
            rows(new GatewayRows(provider.port()), direct, nginx, portkey, figures);
            streams(
                    new GatewayRows(streaming.port()),
                    new Target("streams, alone", streaming.port(), Map.of()),
                    figures);
            tools(peers.cache(), figures);
        }
    }

    private Outcome measured(Peers.Peer peer) {
        try (peer) {
            return closed(peer.target(), Optional.of(peer.process()));
        }
    }

    private Outcome closed(Target target, Optional<BenchedProcess> process) {
        closed.run(target, WARM_UP);
        var outcome = closed.run(target, MEASURED);
        show("closed loop, " + target.name(), outcome, process);
        return outcome;
    }

    private void rows(
            GatewayRows rows, Target direct, Optional<Outcome> nginx, Outcome portkey, Consumer<Figure> figures) {
        try (var a = rows.a()) {
            var ours = closed(a.target(), Optional.of(a.process()));
            figures.accept(Figure.atLeast(
                    "gateway A: throughput, times Portkey's", ours.perSecond() / portkey.perSecond(), 5, "x"));
            nginx.ifPresent(bare -> figures.accept(Figure.atLeast(
                    "gateway A: throughput, of bare nginx's", 100 * ours.perSecond() / bare.perSecond(), 40, "%")));
            figures.accept(new Figure("gateway A: p99 under Portkey's p50", ours.p99(), portkey.p50(), "ms"));
            // The load of the memory row comes first: while code is still being compiled, that decides the p99 on two
            // cores.
            figures.accept(memory(a));
            figures.accept(added(a, direct, 500, 1));
            figures.accept(new Figure("gateway A: requests that failed", ours.failed(), 0, ""));
        }
        try (var b = rows.b()) {
            var ours = closed(b.target(), Optional.of(b.process()));
            figures.accept(Figure.atLeast(
                    "gateway B: throughput, times Portkey's", ours.perSecond() / portkey.perSecond(), 2, "x"));
            figures.accept(added(b, direct, 200, 5));
            figures.accept(new Figure("gateway B: requests that failed", ours.failed(), 0, ""));
        }
        try (var c = rows.c()) {
            var ours = closed(c.target(), Optional.of(c.process()));
            figures.accept(Figure.atLeast("gateway C: throughput", ours.perSecond(), 100, "/s"));
            figures.accept(added(c, direct, 50, 60));
            figures.accept(new Figure("gateway C: requests that failed", ours.failed(), 0, ""));
        }
    }

    /**
     * What a row adds to the provider's own p99 at a rate: the median of rounds in which both are asked, one after the
     * other, since the machine's own hiccups decide the p99 of a single one.
     */
    private static Figure added(GatewayRows.Row row, Target direct, int perSecond, double limit) {
        var loop = new OpenLoop(perSecond);
        loop.run(row.target(), Duration.ofSeconds(5));
        var added = new double[ROUNDS];
        for (var round = 0; round < ROUNDS; round++) {
            var alone = loop.run(direct, ROUND);
            var ours = loop.run(row.target(), ROUND);
            show("open loop, " + perSecond + "/s, provider alone", alone, Optional.empty());
            show("open loop, " + perSecond + "/s, " + row.target().name(), ours, Optional.of(row.process()));
            added[round] = ours.p99() - alone.p99();
        }
        Arrays.sort(added);
        var what = "gateway %s: p99 added at %d/s, median of %d rounds"
                .formatted(row.target().name().charAt(0), perSecond, ROUNDS);
        return new Figure(what, added[ROUNDS / 2], limit, "ms");
    }

    /** How much memory grows while load goes on, once it is warm. */
    private Figure memory(GatewayRows.Row row) {
        var minutes = Integer.parseInt(System.getenv().getOrDefault("BENCH_MEMORY_MINUTES", "1"));
        var before = row.process().memory();
        closed.run(row.target(), Duration.ofMinutes(minutes));
        var growth = row.process().memory() - before;
        return new Figure("gateway A: memory grown in " + minutes + " min of load", growth, 0.1 * before, "MiB");
    }

    private static void streams(GatewayRows rows, Target direct, Consumer<Figure> figures) {
        var streams = new Streams(STREAMS);
        var spread = Duration.ofSeconds(1);
        try (var a = rows.a()) {
            var cold = streams.run(a.target(), Duration.ZERO);
            show(STREAMS + " streams at once, first byte, A cold", cold, Optional.of(a.process()));
            figures.accept(new Figure("gateway A: streams that failed, 500 at once, cold", cold.failed(), 0, ""));
            for (var round = 0; round < WARM_UP_ROUNDS; round++) {
                streams.run(a.target(), spread);
            }
            var alone = streams.run(direct, spread);
            var ours = streams.run(a.target(), spread);
            show(STREAMS + " streams, first byte, provider alone", alone, Optional.empty());
            show(STREAMS + " streams, first byte, A", ours, Optional.of(a.process()));
            figures.accept(
                    new Figure("gateway A: first byte added, 500 streams (p50)", ours.p50() - alone.p50(), 2, "ms"));
            figures.accept(new Figure("gateway A: streams that failed, 500 within a second", ours.failed(), 0, ""));
        }
    }

    /** Tool calls, ours and the peer's; what answers behind is the same for both. */
    private void tools(Path cache, Consumer<Figure> figures) {
        try (var upstream = ToolRows.upstream()) {
            var peer = measured(ToolPeer.contextForge(cache, upstream));
            try (var federated = ToolRows.federated(upstream)) {
                closed(federated.target(), Optional.of(federated.process()));
            }
            try (var own = ToolRows.own(upstream)) {
                var ours = closed(own.target(), Optional.of(own.process()));
                figures.accept(Figure.atLeast("gateway MCP: tools/call", ours.perSecond(), 2_000, "/s"));
                figures.accept(new Figure("gateway MCP: calls that failed", ours.failed(), 0, ""));
                figures.accept(Figure.atLeast(
                        "gateway MCP: tools/call, times ContextForge's", ours.perSecond() / peer.perSecond(), 1, "x"));
            }
        }
    }

    /** Ten events in two seconds, so that all streams are open at once. */
    private static void stream(OutputStream out) throws IOException {
        out.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
        for (var index = 0; index < EVENTS; index++) {
            out.write(chunk("""
                    data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,\
                    "delta":{"content":"word %d "},"finish_reason":%s}]}

                    """.formatted(index, index == EVENTS - 1 ? "\"stop\"" : "null")));
            Waiting.nanos(200_000_000);
        }
        out.write(chunk("data: [DONE]\n\n"));
        out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] chunk(String data) {
        return (Integer.toHexString(data.length()) + "\r\n" + data + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static void show(String what, Outcome outcome, Optional<BenchedProcess> process) {
        var memory = process.map(one -> String.format(java.util.Locale.ROOT, "  %5.0f MiB", one.memory()))
                .orElse("");
        System.err.printf("%-56s %s%s%n", what, outcome, memory);
    }
}
