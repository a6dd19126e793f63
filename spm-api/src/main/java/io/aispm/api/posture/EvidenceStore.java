package io.aispm.api.posture;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.kit.page.Cursor;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where evidence is kept; what was added is never changed. */
public interface EvidenceStore {

    /** The end of the agent's chain. */
    Optional<Evidence> last(AgentId agent);

    void add(Evidence evidence);

    Optional<Evidence> find(TenantId tenant, UUID id);

    /** Newest first; of one agent, or all of the tenant. */
    List<Evidence> list(TenantId tenant, @Nullable AgentId agent, int limit, @Nullable Cursor after);

    /** An agent's whole chain, oldest first. */
    List<Evidence> chain(TenantId tenant, AgentId agent);
}
