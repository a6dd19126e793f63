package io.aispm.proxy.limit;

import java.util.List;

/** What one call has taken of its allowances, until it is known what it really took. */
public final class Reservation implements AutoCloseable {

    private final List<Taken> taken;
    private final Runnable leave;
    private double tokens;
    private double usd;

    Reservation(List<Taken> taken, Runnable leave) {
        this.taken = taken;
        this.leave = leave;
    }

    /** Tells what the call took, in tokens and US dollars; nothing, unless this is called. */
    public void used(double ofTokens, double ofUsd) {
        tokens = ofTokens;
        usd = ofUsd;
    }

    @Override
    public void close() {
        for (var one : taken) {
            switch (one.want().key().kind()) {
                case REQUESTS_PER_MINUTE, TOOL_CALLS_PER_MINUTE -> {
                    // A call counts, whatever became of it.
                }
                case TOKENS_PER_MINUTE, BUDGET_TOKENS_PER_DAY -> one.lease().settle(one.amount() - tokens);
                case BUDGET_USD_PER_DAY -> one.lease().settle(one.amount() - usd);
            }
        }
        leave.run();
    }

    record Taken(Want want, Lease lease, double amount) {}
}
