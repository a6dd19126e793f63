package io.aispm.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** Many streamed answers at once; measured is the time to the first byte of each. */
final class Streams {

    private final int count;

    Streams(int count) {
        this.count = count;
    }

    Outcome run(Target target) {
        var taken = new long[count];
        var failed = new AtomicLong();
        var ready = new CountDownLatch(count);
        var threads = new ArrayList<Thread>();
        var began = System.nanoTime();
        for (var index = 0; index < count; index++) {
            var at = index;
            threads.add(Thread.ofVirtual().start(() -> {
                try (var connection = new Connection(target)) {
                    ready.countDown();
                    ready.await();
                    // Spread over a second: that many agents don't begin in the same instant.
                    Waiting.nanos((long) (1e9 * at / count));
                    taken[at] = connection.firstByte();
                } catch (IOException broken) {
                    ready.countDown();
                    failed.incrementAndGet();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        threads.forEach(Waiting::join);
        return Outcome.of(taken, (System.nanoTime() - began) / 1e9, failed.get());
    }
}
