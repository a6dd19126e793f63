package io.aispm.api.approval;

import io.aispm.kit.problem.DomainException;
import java.util.List;
import java.util.Map;

/** A rule of approvals that was broken. */
public final class ApprovalException extends DomainException {

    private ApprovalException(Kind kind, String code, String sentence, List<String> errors) {
        super(kind, code, sentence, errors, Map.of());
    }

    /** The tenant has no approval by that id. */
    public static ApprovalException unknown() {
        return new ApprovalException(Kind.NOT_FOUND, "approval_not_found", "There is no such approval.", List.of());
    }

    /** Whoever asked for something may not agree to it. */
    public static ApprovalException own() {
        return new ApprovalException(
                Kind.FORBIDDEN, "own_approval", "Nobody decides on a call that was made for themselves.", List.of());
    }

    /** Somebody was faster, or too much time has passed. */
    public static ApprovalException closed(ApprovalState state) {
        return new ApprovalException(
                Kind.CONFLICT, "approval_closed", "This approval is " + state + "; it can't be decided.", List.of());
    }

    /** The decision can't be understood. */
    public static ApprovalException invalid(String sentence) {
        return new ApprovalException(Kind.INVALID, "invalid_approval", sentence, List.of(sentence));
    }

    /** The query's word for a state is none. */
    public static ApprovalException unknownState() {
        return new ApprovalException(
                Kind.BAD_REQUEST,
                "bad_request",
                "`state` must be pending, approved, denied, expired or used.",
                List.of());
    }

    /** This service asks about what it doesn't serve. */
    public static ApprovalException notForService() {
        return new ApprovalException(
                Kind.FORBIDDEN, "forbidden", "This service may not ask for approvals of that kind.", List.of());
    }
}
