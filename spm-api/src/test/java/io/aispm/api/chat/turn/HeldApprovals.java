package io.aispm.api.chat.turn;

import io.aispm.api.approval.Approval;
import io.aispm.api.approval.ApprovalException;
import io.aispm.api.approval.ApprovalState;
import io.aispm.api.approval.Approvals;
import io.aispm.api.approval.Decision;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.call.ApprovalQuestion;
import io.aispm.kit.page.Page;
import io.aispm.kit.page.PageRequest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Approves all, once told so, and keeps what is withheld. */
final class HeldApprovals implements Approvals {

    final List<String> withheld = new CopyOnWriteArrayList<>();
    boolean approved;

    @Override
    public ApprovalQuestion.Ruling ask(ApprovalQuestion question) {
        return new ApprovalQuestion.Ruling(approved, "approval-1");
    }

    @Override
    public String withhold(ApprovalQuestion question, String reply) {
        withheld.add(reply);
        return "approval-2";
    }

    @Override
    public Optional<String> released(ApprovalQuestion question) {
        return approved && !withheld.isEmpty() ? Optional.of(withheld.removeFirst()) : Optional.empty();
    }

    @Override
    public Page<Approval> list(TenantId tenant, @Nullable ApprovalState state, PageRequest page) {
        return new Page<>(List.of(), null);
    }

    @Override
    public Approval decide(TenantId tenant, UUID id, String decidedBy, Decision decision) {
        throw ApprovalException.unknown();
    }
}
