package io.aispm.api.posture;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which agents must be looked at; a mark is made in the transaction of the change, and so is lost by no crash. */
public interface DueStore {

    /** Marks an agent, or all reviewed ones of a tenant where it is null. */
    void mark(TenantId tenant, @Nullable AgentId agent, Instant now);

    /** Takes the oldest mark that no other replica has taken; it is gone when the transaction ends well. */
    Optional<Due> take(Instant now);

    /** Leaves a mark until later, because looking failed. */
    void postpone(Due due, Instant until);

    /** Who must be looked at. */
    record Due(TenantId tenant, @Nullable AgentId agent) {}
}
