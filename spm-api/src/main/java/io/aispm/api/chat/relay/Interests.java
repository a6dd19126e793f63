package io.aispm.api.chat.relay;

import io.aispm.contract.agent.AgentId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Which agents' replies are wanted now, and from where on. One that is wanted no longer is kept for a while. */
final class Interests {

    private final Map<TopicPartition, Interest> wanted = new HashMap<>();
    private final Clock clock;
    private final Duration idle;

    Interests(Clock clock, Duration idle) {
        this.clock = clock;
        this.idle = idle;
    }

    /** Wants one more time what is wanted already; false where it is not. */
    synchronized boolean join(TopicPartition partition) {
        var interest = wanted.get(partition);
        if (interest == null) {
            return false;
        }
        interest.turns++;
        return true;
    }

    /** Wants it from that offset on, unless it came to be wanted meanwhile, from an earlier one. */
    synchronized void begin(TopicPartition partition, AgentId agent, long offset) {
        wanted.computeIfAbsent(partition, _ -> new Interest(agent, offset)).turns++;
    }

    synchronized void leave(TopicPartition partition) {
        var interest = wanted.get(partition);
        if (interest != null && --interest.turns == 0) {
            interest.idleSince = clock.instant();
        }
    }

    synchronized void forget(TopicPartition partition) {
        wanted.remove(partition);
    }

    /** The offsets from which to read, without what nobody has wanted for long. */
    synchronized Map<TopicPartition, Long> offsets() {
        var before = clock.instant().minus(idle);
        wanted.values().removeIf(interest -> interest.turns == 0 && interest.idleSince.isBefore(before));
        var offsets = new HashMap<TopicPartition, Long>();
        wanted.forEach((partition, interest) -> offsets.put(partition, interest.next));
        return offsets;
    }

    /** Notes what was read, and says whose reply it is. */
    synchronized Optional<AgentId> read(TopicPartition partition, long offset) {
        @Nullable Interest interest = wanted.get(partition);
        if (interest == null || offset < interest.next) {
            return Optional.empty();
        }
        interest.next = offset + 1;
        return Optional.of(interest.agent);
    }

    private static final class Interest {

        private final AgentId agent;
        private long next;
        private int turns;
        private Instant idleSince = Instant.EPOCH;

        private Interest(AgentId agent, long next) {
            this.agent = agent;
            this.next = next;
        }
    }
}
