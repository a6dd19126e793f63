package io.aispm.mcp.tool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One call under way: how long it may still take, who is told how far it is, and whether anybody still wants it. */
public final class Course {

    private final Duration limit;
    private final long deadline;
    private final Progress progress;
    private final List<Runnable> whenCancelled = new ArrayList<>();
    private boolean cancelled;

    private Course(Duration limit, Progress progress) {
        this.limit = limit;
        this.deadline = System.nanoTime() + limit.toNanos();
        this.progress = progress;
    }

    /** A call that has this long, and that nobody watches. */
    public static Course within(Duration limit) {
        return new Course(limit, (_, _, _) -> {});
    }

    /** A call that has this long, and whose progress is told. */
    public static Course within(Duration limit, Progress progress) {
        return new Course(limit, progress);
    }

    /** Is told how far a call is. */
    @FunctionalInterface
    public interface Progress {

        /**
         * So far.
         *
         * @param done grows with each report
         * @param total what {@code done} is when all is done; null where nobody knows
         */
        void report(double done, @Nullable Double total, @Nullable String message);
    }

    /** How long it may take in all. */
    public Duration limit() {
        return limit;
    }

    /** The time that is left, at least a millisecond. */
    public Duration left() {
        return Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime()));
    }

    /** Whether the time is over. */
    public boolean isOver() {
        return deadline - System.nanoTime() <= 0;
    }

    /** Tells how far the call is. */
    public void report(double done, @Nullable Double total, @Nullable String message) {
        progress.report(done, total, message);
    }

    /** Whether nobody wants the result any more. */
    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /** Has something stopped when the call is cancelled; at once where it is already. */
    public void onCancel(Runnable stop) {
        synchronized (this) {
            if (!cancelled) {
                whenCancelled.add(stop);
                return;
            }
        }
        stop.run();
    }

    /** Stops what is done for the call. */
    public void cancel() {
        List<Runnable> stops;
        synchronized (this) {
            cancelled = true;
            stops = List.copyOf(whenCancelled);
            whenCancelled.clear();
        }
        stops.forEach(Runnable::run);
    }
}
