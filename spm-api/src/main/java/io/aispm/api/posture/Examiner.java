package io.aispm.api.posture;

import io.aispm.api.agent.Agent;
import io.aispm.contract.agent.TenantId;
import io.aispm.kit.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Looks at agents and writes down what it sees; always within a transaction in which nobody else looks at the same one. */
@Component
class Examiner {

    private final PostureReader reader;
    private final PostureStore store;
    private final EvidenceChain evidence;
    private final ApplicationEventPublisher events;
    private final Ids ids;
    private final Clock clock;

    Examiner(
            PostureReader reader,
            PostureStore store,
            EvidenceChain evidence,
            ApplicationEventPublisher events,
            Ids ids,
            Clock clock) {
        this.reader = reader;
        this.store = store;
        this.evidence = evidence;
        this.events = events;
        this.ids = ids;
        this.clock = clock;
    }

    /** Keeps what the agent is now, whether it has changed or not. */
    Snapshot take(Agent agent) {
        return keep(agent, reader.read(agent));
    }

    /** Looks at the agent: keeps what it is if that has changed, and writes down what drifted or is over. */
    Standing examine(Agent agent) {
        var document = reader.read(agent);
        var hash = document.hash();
        var current = store.latestSnapshot(agent.id())
                .filter(latest -> latest.hash().equals(hash))
                .orElseGet(() -> keep(agent, document));
        var baseline = store.baseline(agent.id()).orElse(null);
        if (baseline == null) {
            return new Standing(null, current, List.of());
        }
        var comparison = compare(agent, baseline, document);
        comparison.ended().forEach(ended -> end(ended, current));
        var open = new ArrayList<>(comparison.standing());
        comparison
                .fresh()
                .forEach((difference, finding) -> open.add(open(agent.tenantId(), current, difference, finding)));
        open.sort(Comparator.comparing(drift -> drift.difference().path()));
        return new Standing(baseline, current, List.copyOf(open));
    }

    /** The agent beside its baseline, without a word written. */
    Comparison compare(Agent agent, Baseline baseline) {
        return compare(agent, baseline, reader.read(agent));
    }

    /** Writes down what became of a drift. */
    void end(Drift ended, Snapshot current) {
        store.end(ended);
        var decision = ended.decision();
        tell(
                evidence.write(ended, current, current.document().policyVersion()),
                decision == null ? null : decision.by());
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    UUID nextId() {
        return ids.next();
    }

    private Comparison compare(Agent agent, Baseline baseline, PostureDocument document) {
        var now = now();
        return Comparison.of(
                baseline.document(), document, store.open(agent.id()), store.planned(agent.id(), now), now);
    }

    private Snapshot keep(Agent agent, PostureDocument document) {
        var snapshot = new Snapshot(ids.next(), agent.tenantId(), agent.id(), document.hash(), document, now());
        store.add(snapshot);
        return snapshot;
    }

    private Drift open(TenantId tenant, Snapshot current, Difference difference, Finding finding) {
        var drift = new Drift(
                ids.next(), tenant, current.agent(), difference, finding, now(), ids.next(), DriftState.OPEN, null);
        store.add(drift);
        tell(evidence.write(drift, current, current.document().policyVersion()), null);
        return drift;
    }

    private void tell(Evidence written, @Nullable String user) {
        events.publishEvent(new DriftRecorded(written, user));
    }
}
