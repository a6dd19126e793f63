package io.aispm.kit.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what is waited for too long. One thread looks at all that is waited for ten times a second: a timer for each read
 * would cost a call more than the reading.
 */
public final class Patience implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Patience.class);
    private static final Duration EVERY = Duration.ofMillis(100);

    private final Set<Wait> waits = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("patience").daemon().factory());

    /** One that tidies up each minute too. */
    Patience(Runnable tidy) {
        var _ = looking.scheduleWithFixedDelay(tidy, 1, 1, TimeUnit.MINUTES);
        var _ = looking.scheduleWithFixedDelay(this::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        var now = System.nanoTime();
        waits.forEach(wait -> wait.look(now));
    }

    /** Begins to watch over something that may take so long in all; {@code end} is run, once, where it takes longer. */
    Wait over(Duration whole, Runnable end) {
        var wait = new Wait(whole, end);
        waits.add(wait);
        return wait;
    }

    @Override
    public void close() {
        looking.shutdownNow();
    }

    /** Something that has so long in all, and so long for each of its silences. */
    public final class Wait implements AutoCloseable {

        private final long ends;
        private final Runnable end;
        /** When this silence is over; as long as nobody is waited for, when all is. */
        private volatile long silenceEnds;

        private volatile boolean over;

        private Wait(Duration whole, Runnable end) {
            this.ends = System.nanoTime() + whole.toNanos();
            this.silenceEnds = ends;
            this.end = end;
        }

        /** The other side is waited for from now on, for so long. */
        public void silence(Duration longest) {
            silenceEnds = System.nanoTime() + longest.toNanos();
        }

        /** The other side has spoken. */
        public void spoken() {
            silenceEnds = ends;
        }

        /** Whether it took too long. */
        public boolean isOver() {
            return over;
        }

        private void look(long now) {
            if (over || (now - silenceEnds < 0 && now - ends < 0)) {
                return;
            }
            over = true;
            try {
                end.run();
            } catch (RuntimeException failed) {
                // The others are watched over all the same.
                log.atError().setCause(failed).log("What took too long could not be ended");
            }
        }

        @Override
        public void close() {
            waits.remove(this);
        }
    }
}
