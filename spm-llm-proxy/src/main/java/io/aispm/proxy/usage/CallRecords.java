package io.aispm.proxy.usage;

import io.aispm.contract.call.CallContext;
import io.aispm.kit.problem.DomainException;

/** Sees to it that each call leaves its record. */
public final class CallRecords {

    private final CallEvents events;

    public CallRecords(CallEvents events) {
        this.events = events;
    }

    /** Does the work of a call and records what became of it. */
    public void during(CallContext call, Work work) {
        try (var record = new CallRecord(call, events)) {
            try {
                work.run(record);
            } catch (CallerGoneException gone) {
                record.failed("cancelled");
            } catch (DomainException refused) {
                record.failed(refused.code());
                throw refused;
            }
        }
    }

    /** What is to be done, and told to the record. */
    @FunctionalInterface
    public interface Work {

        /** Does it; the record says by itself that it failed unless it is told that it succeeded. */
        void run(CallRecord record);
    }
}
