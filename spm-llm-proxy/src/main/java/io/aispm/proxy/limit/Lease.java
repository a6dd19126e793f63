package io.aispm.proxy.limit;

import io.aispm.contract.call.Allowance;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** This replica's share of one allowance. No lock is held while anybody is asked. */
final class Lease {

    /** A share that nobody used for so long goes back. */
    private static final Duration IDLE = Duration.ofSeconds(2);

    /** For so long, what was refused is not asked for again. */
    private static final Duration REFUSED = Duration.ofMillis(250);

    private double left;
    private Instant used = Instant.EPOCH;
    private @Nullable Want last;
    private Instant refusedAt = Instant.EPOCH;
    private Duration wait = Duration.ZERO;
    private boolean asking;

    /** Takes what is wanted, or what is left, down to the least; nothing where even that is not there. */
    synchronized OptionalDouble take(Want want, Instant now) {
        used = now;
        last = want;
        if (left < want.least()) {
            return OptionalDouble.empty();
        }
        var taken = Math.min(want.amount(), Math.max(left, want.least()));
        left -= taken;
        return OptionalDouble.of(taken);
    }

    /** Adds what was granted and takes from it in one step, so that nobody else does in between. */
    synchronized OptionalDouble take(Want want, Allowance.Grant grant, Instant now) {
        left += grant.amount();
        var taken = take(want, now);
        if (taken.isEmpty() && grant.amount() == 0) {
            refusedAt = now;
            wait = Duration.ofMillis(Math.max(1, grant.waitMs()));
        }
        return taken;
    }

    /** How long to wait, where it was refused a moment ago. */
    synchronized Optional<Duration> refused(Instant now) {
        return now.isBefore(refusedAt.plus(REFUSED)) ? Optional.of(wait) : Optional.empty();
    }

    synchronized double left() {
        return left;
    }

    /** Gives back what was not used, or owes what was used beyond. */
    synchronized void settle(double difference) {
        left += difference;
    }

    /** Whether more should be asked for in the background; true for one caller only until {@link #filled}. */
    synchronized boolean wantsMore(Want want) {
        if (asking || want.batch() <= 2 * want.amount() || left > want.batch() / 2) {
            return false;
        }
        asking = true;
        return true;
    }

    synchronized void filled(double amount) {
        asking = false;
        left += amount;
    }

    /** What goes back now, or is owed; it is no longer here. */
    synchronized Optional<Allowance.Share> surrender(Instant now, boolean all) {
        if (last == null || left == 0 || !(all || left < 0 || now.isAfter(used.plus(IDLE)))) {
            return Optional.empty();
        }
        var share = last.share(0, -left, left < 0);
        left = 0;
        return Optional.of(share);
    }
}
