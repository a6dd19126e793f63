package io.aispm.api.lineage.feed;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One reader's place among the events of an agent. Events wait here until the reader takes them; where too many wait, the
 * watch ends after those that it holds.
 */
public final class Watch {

    static final int MOST_EVENTS = 1_000;
    static final long MOST_BYTES = 4L << 20;

    private final TenantId tenant;
    private final AgentId agent;
    private final @Nullable Place from;
    private final BlockingQueue<Step> waiting = new LinkedBlockingQueue<>();
    private long bytes;
    private boolean ended;

    Watch(TenantId tenant, AgentId agent, @Nullable Place from, List<FeedEntry> before) {
        this.tenant = tenant;
        this.agent = agent;
        this.from = from;
        before.forEach(entry -> waiting.add(new Step.Happened(entry)));
    }

    /** What comes next for the reader. */
    public sealed interface Step {

        /** An event. */
        record Happened(FeedEntry entry) implements Step {}

        /** Nothing, for as long as one waited. */
        record Quiet() implements Step {}

        /** No more. */
        record Ended(End why) implements Step {}
    }

    /** The next step, waited for at most that long. */
    public Step next(Duration patience) throws InterruptedException {
        var step = waiting.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (step == null) {
            return new Step.Quiet();
        }
        if (step instanceof Step.Happened(var entry)) {
            taken(entry);
        }
        return step;
    }

    /** Whether nothing waits, so that what was written may leave. */
    public boolean isDrained() {
        return waiting.isEmpty();
    }

    AgentId agent() {
        return agent;
    }

    /** Takes an event that is the agent's and not from before the reader's place; false once the watch has ended. */
    synchronized boolean offer(FeedEntry entry) {
        if (ended) {
            return false;
        }
        if (!entry.isOf(tenant, agent) || isBefore(entry.place())) {
            return true;
        }
        if (waiting.size() >= MOST_EVENTS || bytes + entry.body().length > MOST_BYTES) {
            end(End.TOO_SLOW);
            return false;
        }
        bytes += entry.body().length;
        waiting.add(new Step.Happened(entry));
        return true;
    }

    synchronized void end(End why) {
        if (!ended) {
            ended = true;
            waiting.add(new Step.Ended(why));
        }
    }

    private boolean isBefore(Place place) {
        return from != null && place.partition() == from.partition() && place.offset() < from.offset();
    }

    private synchronized void taken(FeedEntry entry) {
        bytes = Math.max(0, bytes - entry.body().length);
    }
}
