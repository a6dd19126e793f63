package io.aispm.proxy.call;

import io.aispm.kit.problem.DomainException;
import io.aispm.proxy.LlmException;
import io.aispm.proxy.LlmException.Remedy;
import io.aispm.proxy.ProxyProperties;
import io.aispm.proxy.provider.Destination;
import io.aispm.proxy.usage.CallRecord;
import io.aispm.proxy.usage.CallerGoneException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Brings calls to providers: the same one again where its failure passes, then the next one. Only as long as nothing of
 * an answer has come: what was begun is never begun again.
 */
public final class Deliveries {

    private static final Duration FIRST_WAIT = Duration.ofMillis(200);

    private final Gates gates;
    private final ProxyProperties limits;

    public Deliveries(Gates gates, ProxyProperties limits) {
        this.gates = gates;
        this.limits = limits;
    }

    /** Tries the places in their order; where all fail, the failure of the first is the call's. */
    void deliver(List<Destination> places, CallRecord record, Caller caller, Attempt attempt) {
        LlmException failure = null;
        try (var delivery = new Delivery(caller)) {
            for (var place : places) {
                var last = place.equals(places.getLast());
                var failed = tryAt(place, last, record, delivery, attempt);
                if (failed == null) {
                    return;
                }
                failure = failure == null ? failed : failure;
                if (failed.remedy() == Remedy.NONE && !isRefusalOfFallback(failed, failure)) {
                    break;
                }
                if (record.tally().begun()) {
                    throw failed;
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** A policy that forbids one of the other places says nothing of the next. */
    private static boolean isRefusalOfFallback(LlmException failed, LlmException first) {
        return failed != first && failed.kind() == DomainException.Kind.FORBIDDEN;
    }

    private @Nullable LlmException tryAt(
            Destination place, boolean last, CallRecord record, Delivery delivery, Attempt attempt) {
        try (var pass = gates.pass(place.route())) {
            for (var tries = 0; ; tries++) {
                record.going(place.route().connector().toString(), place.model());
                var failed = once(place, pass, delivery, attempt);
                if (failed == null || !isWorthAnother(failed, tries, last, record)) {
                    return failed;
                }
                delivery.pause(wait(failed, tries), failed);
            }
        }
    }

    private static @Nullable LlmException once(Destination place, Gates.Pass pass, Delivery delivery, Attempt attempt) {
        try (var _ = pass.enter()) {
            try {
                attempt.at(place, delivery, pass);
                return null;
            } catch (LlmException failed) {
                if (delivery.isCut()) {
                    throw new CallerGoneException(failed);
                }
                pass.fails(failed);
                return failed;
            }
        } catch (LlmException refused) {
            return refused;
        }
    }

    /** A provider that asks for patience is given it only where there is no other. */
    private boolean isWorthAnother(LlmException failed, int tries, boolean last, CallRecord record) {
        return failed.remedy() == Remedy.AGAIN
                && tries < limits.retries()
                && !record.tally().begun()
                && failed.retryAfter()
                        .map(asked -> last && asked.compareTo(limits.maxRetryWait()) <= 0)
                        .orElse(true);
    }

    /** Twice as long each time, and never the same for all that wait. */
    private static Duration wait(LlmException failed, int tries) {
        var longest = FIRST_WAIT.multipliedBy(1L << tries);
        var jitter =
                Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest.toMillis() / 2, longest.toMillis()));
        return failed.retryAfter().map(asked -> asked.plus(jitter)).orElse(jitter);
    }

    /** One try at one place. */
    @FunctionalInterface
    interface Attempt {

        /** Makes it; fails as the provider does. */
        void at(Destination place, Delivery delivery, Gates.Pass pass);
    }
}
