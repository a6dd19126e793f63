package io.aispm.kit.call;

import io.aispm.contract.call.ApprovalQuestion;
import java.util.Optional;

/** Tells a gateway whether what a policy escalated was approved. Never throws. */
@FunctionalInterface
public interface Approvals {

    /** The ruling; empty where nobody can be asked, and the caller must refuse. */
    Optional<ApprovalQuestion.Ruling> ask(ApprovalQuestion question);
}
