package io.aispm.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Requests that come at their times, whether the ones before were answered or not; each is measured from the time at
 * which it was due, so that a server which stalls can't hide it.
 */
final class OpenLoop {

    private final int perSecond;

    OpenLoop(int perSecond) {
        this.perSecond = perSecond;
    }

    /** Loads a server for a while. */
    Outcome run(Target target, Duration time) {
        var count = (int) (perSecond * time.toSeconds());
        var taken = new long[count];
        var failed = new AtomicLong();
        var idle = new ConcurrentLinkedQueue<Connection>();
        var threads = new ArrayList<Thread>();
        var began = System.nanoTime();
        for (var index = 0; index < count; index++) {
            var due = began + (long) (index * 1e9 / perSecond);
            var early = due - System.nanoTime();
            if (early > 0) {
                Waiting.nanos(early);
            }
            var at = index;
            threads.add(Thread.ofVirtual().start(() -> {
                ask(target, idle, failed);
                taken[at] = System.nanoTime() - due;
            }));
        }
        threads.forEach(Waiting::join);
        idle.forEach(OpenLoop::close);
        return Outcome.of(taken, (double) time.toSeconds(), failed.get());
    }

    private static void ask(Target target, ConcurrentLinkedQueue<Connection> idle, AtomicLong failed) {
        try {
            var kept = idle.poll();
            var connection = kept == null ? new Connection(target) : kept;
            if (!connection.ask()) {
                failed.incrementAndGet();
            }
            idle.add(connection);
        } catch (IOException broken) {
            failed.incrementAndGet();
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (IOException closed) {
            throw new java.io.UncheckedIOException(closed);
        }
    }
}
