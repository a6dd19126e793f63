package io.aispm.proxy.web;

import io.aispm.proxy.call.Caller;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Looks now and then whether those whose calls are served are still there. */
final class Presence implements AutoCloseable {

    private static final Duration EVERY = Duration.ofMillis(250);

    private final Set<Entry> watched = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("presence").daemon().factory());

    Presence() {
        var _ = looking.scheduleWithFixedDelay(
                () -> watched.forEach(Entry::look), EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Runs the action, once, when {@code gone} is seen to be true before the watch is closed. */
    Caller.Watch watch(BooleanSupplier gone, Runnable action) {
        var entry = new Entry(gone, action);
        watched.add(entry);
        return entry;
    }

    @Override
    public void close() {
        looking.shutdownNow();
    }

    private final class Entry implements Caller.Watch {

        private final BooleanSupplier gone;
        private final Runnable action;
        private boolean closed;

        private Entry(BooleanSupplier gone, Runnable action) {
            this.gone = gone;
            this.action = action;
        }

        /** A connection that is done with belongs to another request: it is not looked at after the close. */
        private synchronized void look() {
            if (!closed && gone.getAsBoolean()) {
                closed = true;
                watched.remove(this);
                action.run();
            }
        }

        @Override
        public synchronized void close() {
            closed = true;
            watched.remove(this);
        }
    }
}
