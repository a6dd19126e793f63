package io.aispm.api.lineage.feed;

import io.aispm.api.identity.Principal;
import io.aispm.api.lineage.LineageException;
import io.aispm.contract.agent.TenantId;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** Counts the streams that are open at this instance, so that nobody takes all of its connections. */
@Component
final class OpenStreams {

    static final int MOST = 32;

    private final ConcurrentMap<Owner, Integer> open = new ConcurrentHashMap<>();
    private final AtomicInteger all;

    OpenStreams(MeterRegistry metrics) {
        this.all = metrics.gauge("spm.feed.streams", new AtomicInteger());
    }

    /** Runs what uses a stream; fails with {@link LineageException} where the person has too many. */
    void run(Principal person, Runnable stream) {
        var owner = new Owner(person.tenant(), person.sub());
        if (open.merge(owner, 1, Integer::sum) > MOST) {
            leave(owner);
            throw LineageException.tooManyStreams(MOST);
        }
        all.incrementAndGet();
        try {
            stream.run();
        } finally {
            all.decrementAndGet();
            leave(owner);
        }
    }

    private void leave(Owner owner) {
        open.computeIfPresent(owner, (_, count) -> count == 1 ? null : count - 1);
    }

    private record Owner(TenantId tenant, String sub) {}
}
