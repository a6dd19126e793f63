package io.aispm.api.policy;

import io.aispm.api.policy.bundle.ModuleStore;
import io.aispm.api.policy.rego.PolicySource;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.lineage.ControlEvent;
import io.aispm.contract.policy.PolicyMode;
import io.aispm.kit.id.Ids;
import io.aispm.kit.lineage.ControlChannel;
import io.aispm.kit.page.Cursor;
import io.aispm.kit.page.Page;
import io.aispm.kit.page.PageRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * A tenant's policies. A write answers once the policy engine has it; a version counts only after that, so that no turn
 * between the two meets a policy that the engine doesn't know.
 */
@Service
public class Policies {

    private final PolicyStore store;
    private final ModuleStore modules;
    private final PolicyForm form;
    private final PolicyTests tests;
    private final Engine engine;
    private final ControlChannel control;
    private final ApplicationEventPublisher events;
    private final TransactionOperations transactions;
    private final Ids ids;
    private final Clock clock;

    Policies(
            PolicyStore store,
            ModuleStore modules,
            PolicyForm form,
            PolicyTests tests,
            Engine engine,
            ControlChannel control,
            ApplicationEventPublisher events,
            TransactionOperations transactions,
            Ids ids,
            Clock clock) {
        this.store = store;
        this.modules = modules;
        this.form = form;
        this.tests = tests;
        this.engine = engine;
        this.control = control;
        this.events = events;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /** Newest first. */
    public Page<Policy> list(TenantId tenant, PageRequest page) {
        var after = page.cursor() == null ? null : Cursor.decode(page.cursor());
        return Page.cut(
                store.list(tenant, page.limit() + 1, after),
                page.limit(),
                last -> new Cursor(last.createdAt(), last.row()).encode());
    }

    public Optional<Policy> find(TenantId tenant, PolicyId id) {
        return store.find(tenant, id);
    }

    /** The policy, or the problem that there is none. */
    public Policy require(TenantId tenant, PolicyId id) {
        return find(tenant, id).orElseThrow(PolicyException::unknown);
    }

    /** What the policy says and has said, newest first. */
    public List<PolicyVersion> versions(TenantId tenant, PolicyId id) {
        require(tenant, id);
        return store.versions(tenant, id);
    }

    /** Writes a policy; nobody is under it until it is attached. */
    public Policy create(TenantId tenant, String user, NewPolicy wanted) {
        var source = form.check(tenant, wanted);
        tests.mustAllow(wanted.mode(), source, wanted.content());
        var now = now();
        var policy = new Policy(
                ids.next(),
                tenant,
                source.id(),
                wanted.name(),
                wanted.type(),
                wanted.mode(),
                1,
                wanted.content(),
                user,
                0,
                now,
                now);
        transactions.executeWithoutResult(_ -> {
            if (!store.add(policy, source.moved(tenant, 1), true)) {
                throw PolicyException.taken(policy.id());
            }
            tell(policy, user, "created");
            modules.advance();
        });
        mustBeLoaded(engine.hasAllThatIsWritten());
        return policy;
    }

    /** Writes a new version; it counts for all agents under the policy as soon as the engine has it. */
    public Policy change(TenantId tenant, String user, PolicyId id, PolicyChange change) {
        return rewrite(tenant, user, id, change, "changed");
    }

    /** Writes what an older version said as a new one. */
    public Policy restore(TenantId tenant, String user, PolicyId id, int version) {
        require(tenant, id);
        var old = store.versions(tenant, id).stream()
                .filter(candidate -> candidate.version() == version)
                .findFirst()
                .orElseThrow(() -> PolicyException.unknownVersion(version));
        return rewrite(tenant, user, id, PolicyChange.of(old.content()), "restored");
    }

    private Policy rewrite(TenantId tenant, String user, PolicyId id, PolicyChange change, String action) {
        var before = require(tenant, id);
        var content = before.content().with(change);
        var source = form.check(tenant, id, change, content);
        tests.mustAllow(change.mode() == null ? before.mode() : change.mode(), source, content);
        var version = prepare(tenant, user, source, content);
        var loaded = engine.hasAllThatIsWritten();
        var after = save(tenant, user, id, change, version, action);
        mustBeLoaded(loaded);
        return after;
    }

    private int prepare(TenantId tenant, String user, PolicySource source, PolicyContent content) {
        return transactions.execute(_ -> {
            if (!store.lock(tenant, source.id())) {
                throw PolicyException.unknown();
            }
            var next = store.nextVersion(tenant, source.id());
            var version = new PolicyVersion(next, content, now(), user);
            store.addVersion(tenant, source.id(), version, source.moved(tenant, next));
            store.load(tenant, source.id());
            modules.advance();
            return next;
        });
    }

    /**
     * Moves a policy through its life; the agents under it act by that on their next turn. One whose tests fail is not
     * enforced.
     */
    public Policy promote(TenantId tenant, String user, PolicyId id, PolicyMode mode) {
        tests.mustAllow(mode, require(tenant, id));
        var after = save(tenant, user, id, PolicyChange.of(mode), 0, "promoted");
        mustBeLoaded(engine.hasAllThatIsWritten());
        return after;
    }

    private Policy save(TenantId tenant, String user, PolicyId id, PolicyChange change, int version, String action) {
        var saved = transactions.execute(_ -> {
            if (!store.lock(tenant, id)) {
                throw PolicyException.unknown();
            }
            var now = require(tenant, id);
            store.change(new Policy(
                    now.row(),
                    tenant,
                    id,
                    change.name() == null ? now.name() : change.name(),
                    change.type() == null ? now.type() : change.type(),
                    change.mode() == null ? now.mode() : change.mode(),
                    Math.max(version, now.version()),
                    now.content(),
                    now.owner(),
                    now.attachedAgents(),
                    now.createdAt(),
                    now()));
            var after = require(tenant, id);
            tell(after, user, action);
            return after;
        });
        store.attachedTo(tenant, id).forEach(agent -> control.publish(ControlEvent.agentChanged(tenant, agent)));
        return saved;
    }

    /** Forgets a policy that no agent is under. */
    public void delete(TenantId tenant, String user, PolicyId id) {
        transactions.executeWithoutResult(_ -> {
            var policy = require(tenant, id);
            if (!store.delete(tenant, id)) {
                throw PolicyException.attached(id);
            }
            tell(policy, user, "deleted");
            modules.advance();
        });
        mustBeLoaded(engine.hasAllThatIsWritten());
    }

    private void tell(Policy policy, String user, String action) {
        var payload = new HashMap<String, @Nullable Object>();
        payload.put("action", action);
        payload.put("policy_id", policy.id().value());
        payload.put("version", policy.version());
        payload.put("mode", policy.mode().toString());
        events.publishEvent(new PolicyChanged(policy.tenant(), null, user, payload));
    }

    private static void mustBeLoaded(boolean loaded) {
        if (!loaded) {
            throw PolicyException.notLoaded();
        }
    }

    /** As exact as the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
