package io.aispm.api.approval;

import io.aispm.contract.agent.TenantId;
import io.aispm.contract.call.ApprovalQuestion;
import io.aispm.kit.page.Page;
import io.aispm.kit.page.PageRequest;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Asks for approvals, and takes those that were given. */
public interface Approvals {

    /** Takes an approval that covers the deed, or asks for one. */
    ApprovalQuestion.Ruling ask(ApprovalQuestion question);

    /** Asks for a reply's release, and keeps it, encrypted, until then; one that waits already is not asked for again. */
    String withhold(ApprovalQuestion question, String reply);

    /** The reply to the same prompt, where it was withheld and its release has been approved since; taken as it is. */
    Optional<String> released(ApprovalQuestion question);

    /** The tenant's, newest first; of one state, or all. */
    Page<Approval> list(TenantId tenant, @Nullable ApprovalState state, PageRequest page);

    /** Decides on one; never on one's own. */
    Approval decide(TenantId tenant, UUID id, String decidedBy, Decision decision);
}
