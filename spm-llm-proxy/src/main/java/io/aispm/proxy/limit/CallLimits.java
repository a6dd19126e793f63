package io.aispm.proxy.limit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.aispm.contract.call.Allowance;
import io.aispm.contract.call.CallContext;
import io.aispm.proxy.LlmException;
import io.aispm.proxy.route.Values;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds agents and tenants to what their settings allow, before each call: rates and budgets from shares that this
 * replica holds (ADR 0019), and how many turns have calls at once.
 */
public final class CallLimits implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(CallLimits.class);
    private static final Duration A_MOMENT = Duration.ofSeconds(1);
    private static final int MOST_AT_ONCE = 500;

    private final Shares shares;
    private final Clock clock;
    private final Turnstile turns = new Turnstile();
    private final LoadingCache<Want.Key, Lease> leases = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterAccess(Duration.ofMinutes(10))
            .build(_ -> new Lease());

    public CallLimits(Shares shares, Clock clock) {
        this.shares = shares;
        this.clock = clock;
    }

    /** Reserves what a call is expected to take, or refuses it. */
    public Reservation reserve(CallContext call, Expected expected) {
        var leave = enter(call);
        try {
            return new Reservation(taken(Wants.of(call, expected)), leave);
        } catch (LlmException refused) {
            leave.run();
            throw refused;
        }
    }

    private Runnable enter(CallContext call) {
        var most = Values.positive(call.settings(), "max_concurrent_turns");
        var agent = call.agent().id();
        var turn = call.turn().traceId();
        if (most.isEmpty()) {
            return () -> {};
        }
        if (!turns.enter(agent, turn, most.getAsLong())) {
            throw LlmException.rateLimited("This agent has as many turns with calls at once as it may have.", A_MOMENT);
        }
        return () -> turns.leave(agent, turn);
    }

    private List<Reservation.Taken> taken(List<Want> wants) {
        List<Reservation.Taken> taken = new ArrayList<>();
        try {
            List<Want> missing = new ArrayList<>();
            for (var want : wants) {
                var lease = leases.get(want.key());
                lease.take(want, clock.instant())
                        .ifPresentOrElse(
                                amount -> taken.add(new Reservation.Taken(want, lease, amount)),
                                () -> missing.add(want));
            }
            if (!missing.isEmpty()) {
                ask(missing, taken);
            }
            taken.forEach(this::fillInTheBackground);
            return taken;
        } catch (LlmException refused) {
            taken.forEach(one -> one.lease().settle(one.amount()));
            throw refused;
        }
    }

    /** All that is missing is asked for at once; what is granted for a call that is refused stays for the next. */
    private void ask(List<Want> missing, List<Reservation.Taken> taken) {
        var now = clock.instant();
        for (var want : missing) {
            leases.get(want.key()).refused(now).ifPresent(wait -> {
                throw LlmException.rateLimited(want.refusal(), wait);
            });
        }
        var grants = shares.take(missing.stream()
                .map(want -> want.lacking(leases.get(want.key()).left()))
                .toList());
        Map<Want, Duration> refused = new LinkedHashMap<>();
        for (var index = 0; index < missing.size(); index++) {
            var want = missing.get(index);
            var lease = leases.get(want.key());
            var grant = grants.get(index);
            lease.take(want, grant, clock.instant())
                    .ifPresentOrElse(
                            amount -> taken.add(new Reservation.Taken(want, lease, amount)),
                            () -> refused.put(want, Duration.ofMillis(Math.max(1, grant.waitMs()))));
        }
        refused.entrySet().stream().max(Map.Entry.comparingByValue()).ifPresent(worst -> {
            throw LlmException.rateLimited(worst.getKey().refusal(), worst.getValue());
        });
    }

    private void fillInTheBackground(Reservation.Taken taken) {
        var want = taken.want();
        if (taken.lease().wantsMore(want)) {
            Thread.ofVirtual().name("allowance").start(() -> {
                var granted = 0.0;
                try {
                    granted = shares.take(List.of(want.share(0, want.batch(), false)))
                            .getFirst()
                            .amount();
                } catch (LlmException away) {
                    log.atWarn().setCause(away).log("A share could not be fetched; the next call asks for it");
                } finally {
                    taken.lease().filled(granted);
                }
            });
        }
    }

    /** Gives back what nobody uses, and tells what was used beyond what was granted. */
    public void giveBack() {
        giveBack(false);
    }

    private void giveBack(boolean all) {
        var now = clock.instant();
        Map<Lease, Allowance.Share> returned = new LinkedHashMap<>();
        for (var lease : leases.asMap().values()) {
            if (returned.size() < MOST_AT_ONCE) {
                lease.surrender(now, all).ifPresent(share -> returned.put(lease, share));
            }
        }
        if (returned.isEmpty()) {
            return;
        }
        try {
            shares.take(List.copyOf(returned.values()));
        } catch (LlmException away) {
            returned.forEach((lease, share) -> lease.settle(-share.amount()));
            log.atWarn().setCause(away).log("Shares could not be given back; they are kept for now");
        }
    }

    @Override
    public void close() {
        giveBack(true);
    }
}
