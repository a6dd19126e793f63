package io.aispm.proxy.screen;

import io.aispm.proxy.provider.Chunk;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the events of a streamed answer pass on their way to the agent. For one thread at a time. */
public interface AnswerGate {

    /** Lets all pass at once. */
    AnswerGate OPEN = List::of;

    /** Takes an event and gives back those that may go now. */
    List<Chunk> take(Chunk chunk);

    /** Gives back what has waited long enough; to be called when {@link #dueAt()} has come. */
    default List<Chunk> tick() {
        return List.of();
    }

    /** When {@link #tick} is due; empty while nothing waits. */
    default Optional<Instant> dueAt() {
        return Optional.empty();
    }

    /** The answer has ended: gives back all that was held. */
    default List<Chunk> finish() {
        return List.of();
    }

    /** Whether events can wait in it. */
    default boolean holds() {
        return false;
    }
}
