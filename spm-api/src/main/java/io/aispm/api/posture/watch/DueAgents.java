package io.aispm.api.posture.watch;

import io.aispm.api.posture.DueStore;
import io.aispm.api.posture.DueStore.Due;
import io.aispm.api.posture.PostureStore;
import io.aispm.api.posture.Postures;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Looks at marked agents, one in a transaction of its own, each by one replica. */
@Component
class DueAgents implements DueLooks {

    private static final Logger log = LoggerFactory.getLogger(DueAgents.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final DueStore due;
    private final PostureStore store;
    private final Postures postures;
    private final TransactionOperations transactions;
    private final Clock clock;

    DueAgents(DueStore due, PostureStore store, Postures postures, TransactionOperations transactions, Clock clock) {
        this.due = due;
        this.store = store;
        this.postures = postures;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** One that can't be looked at is tried again, after the others. */
    @Override
    public boolean lookAtNext() {
        var taken = new AtomicReference<@Nullable Due>();
        try {
            return Boolean.TRUE.equals(transactions.execute(_ -> {
                var next = due.take(clock.instant());
                next.ifPresent(one -> {
                    taken.set(one);
                    look(one);
                });
                return next.isPresent();
            }));
        } catch (RuntimeException failed) {
            var left = taken.get();
            if (left == null) {
                throw failed;
            }
            log.atError()
                    .addKeyValue("tenantId", left.tenant())
                    .addKeyValue("agentId", left.agent())
                    .setCause(failed)
                    .log("An agent's posture could not be looked at; it will be tried again");
            due.postpone(left, clock.instant().plus(PAUSE));
            return true;
        }
    }

    private void look(Due one) {
        var agent = one.agent();
        if (agent == null) {
            store.reviewed(one.tenant()).forEach(reviewed -> due.mark(one.tenant(), reviewed, clock.instant()));
            return;
        }
        postures.lookAgain(one.tenant(), agent);
    }
}
