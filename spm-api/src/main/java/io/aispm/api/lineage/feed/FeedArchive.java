package io.aispm.api.lineage.feed;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The lineage topic further back than the latest events. Fails with a lineage problem when it can't be read now. */
public interface FeedArchive {

    /** Where an event of an agent stands; empty where the topic does not have it (any more). */
    Optional<Found> find(TenantId tenant, AgentId agent, UUID event);

    /** The agent's next events from there on, a few hundred at most; an empty piece may only be a long way without any. */
    Piece read(TenantId tenant, AgentId agent, Place from);

    /**
     * An event that was found.
     *
     * @param place where the one after it stands
     * @param seen its id, and those of the agent's events shortly before it
     */
    record Found(Place place, Set<UUID> seen) {}

    /** Events in their order, and where to read on. */
    record Piece(List<FeedEntry> entries, Place next) {}
}
