package io.aispm.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** Many streamed answers at once; measured is the time to the first byte of each that came. */
final class Streams {

    private final int count;

    Streams(int count) {
        this.count = count;
    }

    /** All of them within this time; the connections are there before. */
    Outcome run(Target target, Duration within) {
        var taken = new ConcurrentLinkedQueue<Long>();
        var failed = new AtomicLong();
        var ready = new CountDownLatch(count);
        var threads = new ArrayList<Thread>();
        var began = System.nanoTime();
        for (var index = 0; index < count; index++) {
            var wait = within.toNanos() * index / count;
            threads.add(Thread.ofVirtual().start(() -> {
                try (var connection = new Connection(target)) {
                    ready.countDown();
                    ready.await();
                    Waiting.nanos(wait);
                    taken.add(connection.firstByte());
                } catch (IOException broken) {
                    ready.countDown();
                    failed.incrementAndGet();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        threads.forEach(Waiting::join);
        var all = taken.stream().mapToLong(Long::longValue).toArray();
        return Outcome.of(all, (System.nanoTime() - began) / 1e9, failed.get());
    }
}
