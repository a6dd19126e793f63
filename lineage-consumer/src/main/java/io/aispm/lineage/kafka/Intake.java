package io.aispm.lineage.kafka;

import io.aispm.contract.lineage.LineageEvent;
import io.aispm.lineage.EventLedger;
import io.aispm.lineage.UnfitEventException;
import io.aispm.lineage.kafka.EventDecoder.Reading;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.stereotype.Component;

/**
 * Enters arrivals into the ledger, many at once, and sets aside what no ledger could keep. It returns when every
 * arrival is in one of the two places; it fails, having changed nothing that a second try would not repeat, when the
 * ledger is away.
 */
@Component
class Intake {

    private final EventLedger ledger;
    private final DeadLetters deadLetters;
    private final EventDecoder decoder = new EventDecoder();
    private final Counter stored;
    private final Counter repeated;

    Intake(EventLedger ledger, DeadLetters deadLetters, MeterRegistry metrics) {
        this.ledger = ledger;
        this.deadLetters = deadLetters;
        this.stored = metrics.counter("lineage.events.stored");
        this.repeated = metrics.counter("lineage.events.repeated");
    }

    /** How many were set aside. */
    int take(List<ConsumerRecord<byte[], byte[]>> arrivals) {
        var readable = new ArrayList<Known>(arrivals.size());
        var dead = new ArrayList<DeadLetters.Letter>();
        for (var arrival : arrivals) {
            switch (decoder.read(arrival.value())) {
                case Reading.Understood(var event) -> readable.add(new Known(arrival, event));
                case Reading.Unreadable(var reason) -> dead.add(new DeadLetters.Letter(arrival, reason));
            }
        }
        enter(readable, dead);
        if (!dead.isEmpty()) {
            deadLetters.put(dead);
        }
        return dead.size();
    }

    /** One event that doesn't fit spoils the statement: halving finds it, and the others get in. */
    private void enter(List<Known> events, List<DeadLetters.Letter> dead) {
        if (events.isEmpty()) {
            return;
        }
        try {
            var fresh = ledger.enter(events.stream().map(Known::event).toList());
            stored.increment(fresh);
            repeated.increment(events.size() - fresh);
        } catch (UnfitEventException unfit) {
            if (events.size() == 1) {
                var reason = Objects.requireNonNullElse(unfit.getMessage(), "the database refused it");
                dead.add(new DeadLetters.Letter(events.getFirst().arrival(), reason));
                return;
            }
            var half = events.size() / 2;
            enter(events.subList(0, half), dead);
            enter(events.subList(half, events.size()), dead);
        }
    }

    private record Known(ConsumerRecord<byte[], byte[]> arrival, LineageEvent event) {}
}
