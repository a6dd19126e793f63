package io.aispm.api.lineage.feed;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Where a stream begins: with a watch at once, or at a place from which the archive leads to one.
 *
 * @param seen the ids of events that the reader has seen already and may meet again
 */
record Start(Optional<Watch> watch, Optional<Place> place, Set<UUID> seen) {

    static Start live(Watch watch, Set<UUID> seen) {
        return new Start(Optional.of(watch), Optional.empty(), seen);
    }

    static Start behind(FeedArchive.Found found) {
        return new Start(Optional.empty(), Optional.of(found.place()), found.seen());
    }
}
