package io.aispm.api.approval;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.call.ApprovalQuestion;
import io.aispm.kit.page.Cursor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where approvals are kept. */
public interface ApprovalStore {

    /** Takes an approval that covers the deed; one that is for one call only is used up by it. */
    Optional<Taken> take(ApprovalQuestion question, Instant now);

    /** One that waits for the same deed, or was denied, and has not expired. */
    Optional<UUID> open(ApprovalQuestion question, Instant now);

    /** Keeps a new one; false where the same deed waits already. */
    boolean add(Approval approval, String digest, byte @Nullable [] withheld);

    /** Whether the tenant has it. */
    boolean exists(TenantId tenant, UUID id);

    /** The approval, kept from other writers until the transaction ends. */
    Optional<Approval> lock(TenantId tenant, UUID id);

    void decide(Approval decided);

    List<Approval> list(TenantId tenant, @Nullable ApprovalState state, Instant now, int limit, @Nullable Cursor after);

    /** Forgets an agent's, with the replies that were withheld. */
    void forget(AgentId agent);

    /** Forgets replies that nobody can get any more. */
    void sweep(Instant now);
}
