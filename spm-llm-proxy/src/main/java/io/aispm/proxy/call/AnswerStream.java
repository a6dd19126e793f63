package io.aispm.proxy.call;

import io.aispm.proxy.LlmException;
import io.aispm.proxy.provider.Chunk;
import io.aispm.proxy.provider.Chunks;
import io.aispm.proxy.provider.UpstreamCall;
import io.aispm.proxy.screen.AnswerGate;
import io.aispm.proxy.usage.CallRecord;
import io.aispm.proxy.usage.CallerGoneException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Carries a streamed answer from a provider to its agent, event by event: the next is read when the one before was
 * taken, so that a slow agent slows its provider down and nothing gathers between them.
 */
final class AnswerStream {

    private final Chunks chunks;
    private final AnswerGate gate;
    private final Caller caller;
    private final UpstreamCall upstream;
    private final CallRecord record;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean over;
    private @Nullable RuntimeException failure;

    AnswerStream(Chunks chunks, AnswerGate gate, Caller caller, UpstreamCall upstream, CallRecord record, Clock clock) {
        this.chunks = chunks;
        this.gate = gate;
        this.caller = caller;
        this.upstream = upstream;
        this.record = record;
        this.clock = clock;
    }

    /** Carries all of it. */
    void run() {
        var ticking = gate.holds() ? Thread.ofVirtual().name("answer-gate").start(this::tick) : null;
        try {
            for (var chunk = next(); chunk != null; chunk = next()) {
                count(chunk);
                pass(chunk);
            }
            upstream.consumed();
            finish();
        } finally {
            end(ticking);
        }
    }

    private @Nullable Chunk next() {
        try {
            return chunks.next();
        } catch (IOException broken) {
            throw cause(upstream.failure(broken));
        }
    }

    /** A stream that the gate stopped is cut at the provider: what stopped it is the cause, not the cut. */
    private RuntimeException cause(LlmException broken) {
        lock.lock();
        try {
            return failure == null ? broken : failure;
        } finally {
            lock.unlock();
        }
    }

    private void count(Chunk chunk) {
        if (record.tally().saw(chunk.json())) {
            record.firstToken();
            upstream.answering();
        }
    }

    private void pass(Chunk chunk) {
        lock.lock();
        try {
            if (failure != null) {
                throw failure;
            }
            if (chunk.forAgent()) {
                send(gate.take(chunk));
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private void finish() {
        lock.lock();
        try {
            if (failure != null) {
                throw failure;
            }
            send(gate.finish());
            caller.done();
        } finally {
            lock.unlock();
        }
    }

    private void send(List<Chunk> released) {
        released.forEach(caller::event);
    }

    /** Releases what has waited long enough while the provider is silent. */
    private void tick() {
        lock.lock();
        try {
            while (!over) {
                var due = gate.dueAt();
                if (due.isEmpty()) {
                    changed.await();
                    continue;
                }
                var wait = Duration.between(clock.instant(), due.get());
                if (wait.isPositive()) {
                    changed.awaitNanos(wait.toNanos());
                    continue;
                }
                send(gate.tick());
            }
        } catch (LlmException | CallerGoneException stopped) {
            failure = stopped;
            upstream.cancel();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void end(@Nullable Thread ticking) {
        lock.lock();
        try {
            over = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (ticking != null) {
            join(ticking);
        }
    }

    private static void join(Thread ticking) {
        try {
            ticking.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
