package io.aispm.proxy.usage;

import io.aispm.contract.call.CallContext;
import io.aispm.kit.problem.DomainException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/** Sees to it that each call leaves its record. */
public final class CallRecords {

    private final CallEvents events;
    private final Prices prices;
    private final CallMeters meters;
    private final Clock clock;

    public CallRecords(CallEvents events, Prices prices, MeterRegistry meters, Clock clock) {
        this.events = events;
        this.prices = prices;
        this.meters = new CallMeters(meters);
        this.clock = clock;
    }

    /** Does the work of a call and records what became of it. */
    public void during(CallContext call, Work work) {
        try (var record = new CallRecord(call, events, prices, meters, clock)) {
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
