package io.aispm.api.approval;

import io.aispm.api.agent.AgentDeleted;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.call.ApprovalQuestion;
import io.aispm.contract.call.ApprovalQuestion.Ruling;
import io.aispm.kit.id.Ids;
import io.aispm.kit.page.Cursor;
import io.aispm.kit.page.Page;
import io.aispm.kit.page.PageRequest;
import io.aispm.kit.secret.KeyRing;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Approvals as rows, so that every replica gives the same answer. */
@Service
@Transactional
class StoredApprovals implements Approvals {

    /** How long a request waits for a decision. */
    static final Duration WAITS = Duration.ofMinutes(15);

    private final ApprovalStore store;
    private final KeyRing keys;
    private final ApplicationEventPublisher events;
    private final Ids ids;
    private final Clock clock;

    StoredApprovals(ApprovalStore store, KeyRing keys, ApplicationEventPublisher events, Ids ids, Clock clock) {
        this.store = store;
        this.keys = keys;
        this.events = events;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public Ruling ask(ApprovalQuestion question) {
        return store.take(question, clock.instant())
                .map(taken -> new Ruling(true, taken.id().toString()))
                .orElseGet(() -> new Ruling(false, request(question, null)));
    }

    @Override
    public String withhold(ApprovalQuestion question, String reply) {
        return request(question, reply);
    }

    /** One statement, which is its own transaction: every turn of an agent with policies asks. */
    @Override
    @Transactional(propagation = Propagation.SUPPORTS)
    public Optional<String> released(ApprovalQuestion question) {
        return store.take(question, clock.instant()).map(this::withheld);
    }

    private @Nullable String withheld(Taken taken) {
        var cipher = taken.withheld();
        return cipher == null ? null : keys.decryptText(cipher, context(taken.id()));
    }

    private String request(ApprovalQuestion question, @Nullable String reply) {
        var now = clock.instant();
        var open = store.open(question, now);
        if (open.isPresent()) {
            return open.get().toString();
        }
        var id = ids.next();
        var approval = new Approval(
                id,
                question.tenantId(),
                question.agentId(),
                question.user(),
                question.sessionId(),
                question.traceId(),
                question.kind(),
                question.subject(),
                question.reason(),
                question.policyId(),
                now,
                now.plus(WAITS),
                ApprovalState.PENDING,
                null,
                null,
                null,
                null);
        var withheld = reply == null ? null : keys.encryptText(reply, context(id));
        if (!store.add(approval, question.digest(), withheld)) {
            return store.open(question, now).map(UUID::toString).orElseGet(id::toString);
        }
        events.publishEvent(new ApprovalEvent.Requested(approval));
        return id.toString();
    }

    private static String context(UUID id) {
        return "approval:" + id;
    }

    @Override
    @Transactional(readOnly = true)
    public Page<Approval> list(TenantId tenant, @Nullable ApprovalState state, PageRequest page) {
        var after = page.cursor() == null ? null : Cursor.decode(page.cursor());
        var rows = store.list(tenant, state, clock.instant(), page.limit() + 1, after);
        return Page.cut(rows, page.limit(), row -> new Cursor(row.requestedAt(), row.id()).encode());
    }

    @Override
    public Approval decide(TenantId tenant, UUID id, String decidedBy, Decision decision) {
        var now = clock.instant();
        var before = store.lock(tenant, id).orElseThrow(ApprovalException::unknown);
        if (decidedBy.equals(before.user())) {
            throw ApprovalException.own();
        }
        if (before.state() != ApprovalState.PENDING) {
            throw ApprovalException.closed(before.state());
        }
        if (!now.isBefore(before.expiresAt())) {
            throw ApprovalException.closed(ApprovalState.EXPIRED);
        }
        if (decision.scope() == Scope.SESSION && before.session() == null) {
            throw ApprovalException.invalid("`scope` can't be session: the call belongs to none.");
        }
        var after = new Approval(
                before.id(),
                before.tenant(),
                before.agent(),
                before.user(),
                before.session(),
                before.trace(),
                before.kind(),
                before.subject(),
                before.reason(),
                before.policyId(),
                before.requestedAt(),
                now.plus(decision.lasts()),
                decision.approves() ? ApprovalState.APPROVED : ApprovalState.DENIED,
                decision.scope(),
                decidedBy,
                now,
                decision.comment());
        store.decide(after);
        events.publishEvent(new ApprovalEvent.Decided(after));
        return after;
    }

    @EventListener
    void on(AgentDeleted deleted) {
        store.forget(deleted.agentId());
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    void sweep() {
        store.sweep(clock.instant());
    }
}
