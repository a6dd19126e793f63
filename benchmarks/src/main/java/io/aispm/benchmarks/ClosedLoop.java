package io.aispm.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Connections that each send their next request when the answer to the one before has come. */
final class ClosedLoop {

    private final int connections;

    ClosedLoop(int connections) {
        this.connections = connections;
    }

    /** Loads a server for a while with chat completions of which no two are alike. */
    Outcome run(Target target, Duration time) {
        var taken = Collections.synchronizedList(new ArrayList<long[]>());
        var failed = new AtomicLong();
        var began = System.nanoTime();
        var end = began + time.toNanos();
        var threads = new ArrayList<Thread>();
        for (var count = 0; count < connections; count++) {
            threads.add(Thread.ofVirtual().start(() -> taken.add(drive(target, end, failed))));
        }
        threads.forEach(Waiting::join);
        var seconds = (System.nanoTime() - began) / 1e9;
        var all = List.copyOf(taken).stream().flatMapToLong(Arrays::stream).toArray();
        return Outcome.of(all, seconds, failed.get());
    }

    private static long[] drive(Target target, long end, AtomicLong failed) {
        var durations = new long[1_024];
        var count = 0;
        try (var connection = new Connection(target)) {
            while (System.nanoTime() < end) {
                var began = System.nanoTime();
                if (!connection.ask()) {
                    failed.incrementAndGet();
                }
                durations = count == durations.length ? Arrays.copyOf(durations, count * 2) : durations;
                durations[count++] = System.nanoTime() - began;
            }
        } catch (IOException broken) {
            failed.incrementAndGet();
        }
        return Arrays.copyOf(durations, count);
    }
}
