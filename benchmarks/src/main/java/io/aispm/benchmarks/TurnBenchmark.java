package io.aispm.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * How long a turn takes with an agent that answers at once: guard, policies, two writes, Kafka there and back, the
 * output's guard and policies. The agent's own share, under a millisecond and one fetch of its consumer, is in it.
 */
final class TurnBenchmark implements Benchmarks.Benchmark {

    /** A service compiles what it has run some hundred times: before that, its start is measured. */
    private static final int WARM_UP = 400;

    private static final int TURNS = 200;

    /** A person may begin ten turns a second; faster, the benchmark would measure the limit. */
    private static final long PACE_NANOS = 110_000_000;

    private static final String ECHO = """
            import aispm


            async def main():
                await aispm.ready()
                async for msg in aispm.chat.subscribe():
                    await aispm.chat.reply(msg.session_id, msg.text, trace_id=msg.trace_id)
            """;

    @Override
    public void run(BenchStack stack, Consumer<Figure> figures) {
        stack.up();
        var agent = stack.deploy("bench-turn", ECHO.getBytes(StandardCharsets.UTF_8));
        var samples = new Samples();
        var before = stages(stack);
        for (var i = 0; i < WARM_UP + TURNS; i++) {
            var message = "What can you tell me about number " + i + "?";
            var began = System.nanoTime();
            var reply = stack.chat(agent, message);
            var took = System.nanoTime() - began;
            if (!reply.equals(message)) {
                throw new IllegalStateException("not the answer to this turn: " + reply);
            }
            if (i == WARM_UP - 1) {
                before = stages(stack);
            }
            if (i >= WARM_UP) {
                samples.addNanos(took);
            }
            LockSupport.parkNanos(PACE_NANOS - took);
        }
        figures.accept(new Figure(
                "echo turn, POST to done, p50 of %d (%s)"
                        .formatted(samples.count(), stages(stack).since(before)),
                samples.quantile(0.5),
                30,
                "ms"));
        figures.accept(
                new Figure("echo turn, POST to done, p99 of " + samples.count(), samples.quantile(0.99), 100, "ms"));
        stack.delete(agent);
    }

    private static StageTimes stages(BenchStack stack) {
        return StageTimes.read(StageTimes.TURN, stack.metrics());
    }
}
