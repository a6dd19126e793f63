package io.aispm.api.posture;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.kit.page.Cursor;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where snapshots, baselines, drifts and planned changes are kept. */
public interface PostureStore {

    /** Keeps others from looking at the agent until the transaction ends. */
    void lock(AgentId agent);

    void add(Snapshot snapshot);

    Optional<Snapshot> snapshot(AgentId agent, UUID id);

    Optional<Snapshot> latestSnapshot(AgentId agent);

    void add(Baseline baseline);

    /** The one that counts. */
    Optional<Baseline> baseline(AgentId agent);

    /** The agents of the tenant that somebody has reviewed. */
    List<AgentId> reviewed(TenantId tenant);

    void add(Drift drift);

    /** Writes down what became of it. */
    void end(Drift drift);

    /** By their paths. */
    List<Drift> open(AgentId agent);

    Optional<Drift> drift(TenantId tenant, UUID id);

    /** Newest first; of one state, or all. */
    List<Drift> drifts(AgentId agent, @Nullable DriftState state, int limit, @Nullable Cursor after);

    /** How many open drifts of each class the agents have; those that were never reviewed are not among them. */
    Map<AgentId, Map<DriftClass, Integer>> counts(TenantId tenant, Collection<AgentId> agents);

    void add(PlannedChange change);

    /** The change, kept from other writers until the transaction ends. */
    Optional<PlannedChange> lockChange(TenantId tenant, UUID id);

    Optional<PlannedChange> change(TenantId tenant, UUID id);

    void approve(PlannedChange change);

    /** Those that were approved and have not expired. */
    List<PlannedChange> planned(AgentId agent, Instant now);

    /** Forgets all of an agent that is gone. */
    void forget(AgentId agent);
}
