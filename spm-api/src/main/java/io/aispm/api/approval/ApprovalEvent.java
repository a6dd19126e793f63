package io.aispm.api.approval;

/** Something that happened to an approval; published in the transaction that makes it true. */
public sealed interface ApprovalEvent {

    /** The approval as it is now. */
    Approval approval();

    /** Somebody has to decide. */
    record Requested(Approval approval) implements ApprovalEvent {}

    /** Somebody has decided. */
    record Decided(Approval approval) implements ApprovalEvent {}
}
