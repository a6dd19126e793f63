package io.aispm.api.lineage;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Knows how much happened. */
@FunctionalInterface
public interface SumsSource {

    /**
     * What a tenant's agents did from one moment until another, in stretches of a length; fails with
     * {@link LineageException} when that can't be told now.
     */
    Told sums(TenantId tenant, Instant from, Instant to, Duration bucket);

    /** What was told; stretches in which nothing happened are left out. */
    record Told(List<Cell> cells, List<Failure> failures) {}

    /** What an agent did in the stretch that begins at a moment. */
    record Cell(Instant at, @Nullable AgentId agent, Sums sums) {}

    /**
     * A call that failed, or an agent that did.
     *
     * @param what the tool or the model, if it was a call
     */
    record Failure(
            UUID id,
            Instant ts,
            String eventType,
            @Nullable AgentId agent,
            @Nullable String trace,
            @Nullable String what,
            @Nullable String error) {}
}
