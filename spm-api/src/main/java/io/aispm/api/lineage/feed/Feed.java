package io.aispm.api.lineage.feed;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The latest events of all agents, and who watches which of them. One reader puts in what it reads; it never waits for
 * those who watch.
 */
@Component
public final class Feed {

    static final int MOST_EVENTS = 8_192;
    static final long MOST_BYTES = 16L << 20;

    private final Deque<FeedEntry> recent = new ArrayDeque<>();
    private final Map<Integer, Long> positions = new HashMap<>();
    private final Map<Integer, Long> floors = new HashMap<>();
    private final Map<AgentId, Set<Watch>> watches = new HashMap<>();
    private long bytes;
    private boolean open = true;

    /** A watch, and the ids of events that its reader has seen already and may meet again. */
    public record Joined(Watch watch, Set<UUID> seen) {}

    /** Begins to read a partition at that offset, unless it has begun already. */
    public synchronized void begin(Place place) {
        if (positions.putIfAbsent(place.partition(), place.offset()) == null) {
            floors.put(place.partition(), place.offset());
        }
    }

    /** The next offset of each partition that is read. */
    public synchronized Map<Integer, Long> positions() {
        return Map.copyOf(positions);
    }

    /** Notes that a place was read, and tells those who watch what stands there. */
    public synchronized void read(Place place, @Nullable FeedEntry entry) {
        var expected = positions.getOrDefault(place.partition(), place.offset());
        if (place.offset() < expected) {
            forget(place.partition(), place.offset());
        }
        positions.put(place.partition(), place.offset() + 1);
        if (entry == null) {
            return;
        }
        keep(entry);
        var watching = watches.get(entry.agent());
        if (watching != null) {
            watching.removeIf(watch -> !watch.offer(entry));
            if (watching.isEmpty()) {
                watches.remove(entry.agent());
            }
        }
    }

    /** Watches from now on; empty where nothing is read now. */
    public synchronized Optional<Watch> watch(TenantId tenant, AgentId agent) {
        return isReading() ? Optional.of(join(new Watch(tenant, agent, null, List.of()))) : Optional.empty();
    }

    /** Watches from after that event on; empty where it is not among the latest. */
    public synchronized Optional<Joined> watchAfter(TenantId tenant, AgentId agent, UUID event) {
        if (!isReading()) {
            return Optional.empty();
        }
        var seen = new LinkedHashSet<UUID>();
        var after = new ArrayList<FeedEntry>();
        var found = false;
        for (var entry : recent) {
            if (!entry.isOf(tenant, agent)) {
                continue;
            }
            if (found) {
                after.add(entry);
            } else {
                seen.add(entry.eventId());
                found = entry.eventId().equals(event);
            }
        }
        return found ? Optional.of(new Joined(join(new Watch(tenant, agent, null, after)), seen)) : Optional.empty();
    }

    /** Watches from a place on; empty where what stands there is older than the latest events, or nothing is read. */
    public synchronized Optional<Watch> watchFrom(TenantId tenant, AgentId agent, Place place) {
        var floor = floors.get(place.partition());
        if (!isReading() || floor == null || floor > place.offset()) {
            return Optional.empty();
        }
        var after = recent.stream()
                .filter(entry -> entry.isOf(tenant, agent)
                        && entry.place().partition() == place.partition()
                        && entry.place().offset() >= place.offset())
                .toList();
        return Optional.of(join(new Watch(tenant, agent, place, after)));
    }

    /** Lets go of a watch whose reader has left. */
    public synchronized void leave(Watch watch) {
        var watching = watches.get(watch.agent());
        if (watching != null && watching.remove(watch) && watching.isEmpty()) {
            watches.remove(watch.agent());
        }
    }

    /** Whether events are read, so that one can watch. */
    public synchronized boolean isReading() {
        return open && !positions.isEmpty();
    }

    /** Ends all watches, and begins no more until it is opened again. */
    public synchronized void close() {
        open = false;
        watches.values().forEach(watching -> watching.forEach(watch -> watch.end(End.STOPPING)));
        watches.clear();
    }

    /** Lets people watch, again. */
    public synchronized void open() {
        open = true;
    }

    private Watch join(Watch watch) {
        watches.computeIfAbsent(watch.agent(), _ -> new HashSet<>()).add(watch);
        return watch;
    }

    private void keep(FeedEntry entry) {
        recent.addLast(entry);
        bytes += entry.body().length;
        while (recent.size() > MOST_EVENTS || bytes > MOST_BYTES) {
            var oldest = recent.removeFirst();
            bytes -= oldest.body().length;
            floors.put(oldest.place().partition(), oldest.place().offset() + 1);
        }
    }

    /** A partition that goes back was made anew: what is kept of it, and who waits for more, is of another topic. */
    private void forget(int partition, long offset) {
        watches.values().forEach(watching -> watching.forEach(watch -> watch.end(End.UNAVAILABLE)));
        watches.clear();
        recent.removeIf(entry -> entry.place().partition() == partition);
        bytes = recent.stream().mapToLong(entry -> entry.body().length).sum();
        floors.put(partition, offset);
    }
}
