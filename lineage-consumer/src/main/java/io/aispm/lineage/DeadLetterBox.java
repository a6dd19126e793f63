package io.aispm.lineage;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What could not be kept, and waits for somebody to mend its cause. */
public interface DeadLetterBox {

    /** Those that were not tried again yet, oldest first. Fails with {@link DeadLettersException} while Kafka is away. */
    List<Waiting> waiting(int most);

    /**
     * Tries all that wait once more: what can be kept now is entered, the rest becomes a dead letter again, with its
     * reason of today. Fails with {@link DeadLettersException} while Kafka or the database is away; then it can be asked
     * for again, and nothing is entered twice.
     */
    Tried replay();

    /**
     * One letter.
     *
     * @param offset its place among the dead letters
     * @param origin where it stood in the lineage topic, as {@code partition:offset}
     * @param bytes its size
     */
    record Waiting(
            long offset,
            Instant at,
            String reason,
            @Nullable String origin,
            int bytes) {}

    /** How many were tried, and how many of them are dead letters again. */
    record Tried(int replayed, int dead) {}
}
