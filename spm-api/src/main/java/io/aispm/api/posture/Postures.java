package io.aispm.api.posture;

import io.aispm.api.agent.Agents;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.kit.page.Cursor;
import io.aispm.kit.page.Page;
import io.aispm.kit.page.PageRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What agents are, what people approved them to be, and the difference. Whoever approves marks the agent first, always
 * before its lock: a change that is made meanwhile, and sees no baseline yet, is looked at because of that mark.
 */
@Service
@Transactional
public class Postures {

    private final Agents agents;
    private final PostureStore store;
    private final DueStore due;
    private final Examiner examiner;

    Postures(Agents agents, PostureStore store, DueStore due, Examiner examiner) {
        this.agents = agents;
        this.store = store;
        this.due = due;
        this.examiner = examiner;
    }

    /** Looks at the agent now. */
    public Standing look(TenantId tenant, AgentId id) {
        store.lock(id);
        return examiner.examine(agents.require(tenant, id));
    }

    /** Keeps what the agent is now. */
    public Snapshot snapshot(TenantId tenant, AgentId id) {
        store.lock(id);
        return examiner.take(agents.require(tenant, id));
    }

    /**
     * Approves an agent as it is now, or as it was in a snapshot. What had drifted and is in it is accepted; what differs
     * from it, is drift from now on.
     */
    public Baseline approve(TenantId tenant, AgentId id, @Nullable UUID snapshotId, String user, String reason) {
        due.mark(tenant, id, examiner.now());
        store.lock(id);
        var agent = agents.require(tenant, id);
        var before = examiner.examine(agent);
        var approved = snapshotId == null
                ? before.current()
                : store.snapshot(id, snapshotId)
                        .orElseThrow(() -> PostureException.invalid(
                                List.of("There is no snapshot '" + snapshotId + "' of this agent.")));
        var baseline = baseline(approved.document(), before.current(), user, reason);
        for (var drift : before.open()) {
            var path = drift.difference().path();
            var value = approved.document().values().get(path);
            if (PostureDocument.same(value, drift.difference().current())) {
                examiner.end(drift.accepted(user, baseline.approvedAt(), reason), before.current());
            }
        }
        examiner.examine(agent);
        return baseline;
    }

    /** Takes a drift's value into the baseline. */
    public Drift accept(TenantId tenant, UUID driftId, String user, String reason) {
        var agent = agents.require(tenant, requireDrift(tenant, driftId).agent());
        due.mark(tenant, agent.id(), examiner.now());
        store.lock(agent.id());
        var standing = examiner.examine(agent);
        var drift = requireDrift(tenant, driftId);
        var approved = standing.baseline();
        if (drift.state() != DriftState.OPEN || approved == null) {
            throw PostureException.closedDrift(drift.state());
        }
        var difference = drift.difference();
        var baseline = baseline(
                approved.document().with(difference.path(), difference.current()), standing.current(), user, reason);
        var accepted = drift.accepted(user, baseline.approvedAt(), reason);
        examiner.end(accepted, standing.current());
        return accepted;
    }

    /** Newest first; of one state, or all. */
    @Transactional(readOnly = true)
    public Page<Drift> drifts(TenantId tenant, AgentId id, @Nullable DriftState state, PageRequest page) {
        agents.require(tenant, id);
        var after = page.cursor() == null ? null : Cursor.decode(page.cursor());
        return Page.cut(
                store.drifts(id, state, page.limit() + 1, after),
                page.limit(),
                last -> new Cursor(last.detectedAt(), last.id()).encode());
    }

    /** Looks at an agent that may have changed; nothing happens where it was never reviewed, or is gone. */
    public void lookAgain(TenantId tenant, AgentId id) {
        if (store.baseline(id).isPresent()) {
            store.lock(id);
            agents.find(tenant, id).ifPresent(examiner::examine);
        }
    }

    private Drift requireDrift(TenantId tenant, UUID id) {
        return store.drift(tenant, id).orElseThrow(PostureException::unknownDrift);
    }

    /** It counts over the one before even where a replica's clock is ahead of this one's. */
    private Instant after(AgentId agent) {
        var now = examiner.now();
        return store.baseline(agent)
                .map(before -> before.approvedAt().plus(1, ChronoUnit.MICROS))
                .filter(now::isBefore)
                .orElse(now);
    }

    private Baseline baseline(PostureDocument approved, Snapshot current, String user, String reason) {
        var baseline = new Baseline(
                examiner.nextId(),
                current.tenant(),
                current.agent(),
                approved.hash(),
                approved,
                user,
                after(current.agent()),
                reason,
                approved.policyVersion());
        store.add(baseline);
        return baseline;
    }
}
