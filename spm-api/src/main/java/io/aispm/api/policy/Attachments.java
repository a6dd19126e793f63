package io.aispm.api.policy;

import io.aispm.api.agent.AgentDeleted;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.lineage.ControlEvent;
import io.aispm.kit.lineage.ControlChannel;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** The policies an agent is under. The engine has a policy before the first agent is under it. */
@Service
public class Attachments {

    private final AttachmentStore store;
    private final PolicyStore policies;
    private final ChosenPolicies chosen;
    private final ControlChannel control;
    private final ApplicationEventPublisher events;
    private final TransactionOperations transactions;
    private final Clock clock;

    Attachments(
            AttachmentStore store,
            PolicyStore policies,
            ChosenPolicies chosen,
            ControlChannel control,
            ApplicationEventPublisher events,
            TransactionOperations transactions,
            Clock clock) {
        this.store = store;
        this.policies = policies;
        this.chosen = chosen;
        this.control = control;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Newest first. */
    public List<Attachment> of(TenantId tenant, AgentId agent) {
        return store.list(tenant, agent);
    }

    /** Puts the agent under a policy; nothing changes where it is under it already. */
    public Attachment attach(TenantId tenant, AgentId agent, PolicyId policy, String user) {
        mustExist(tenant, policy);
        return change(tenant, agent, user, Set.of(policy), had -> plus(had, policy)).stream()
                .filter(attachment -> attachment.policyId().equals(policy))
                .findFirst()
                .orElseThrow(PolicyException::unknown);
    }

    /** Takes the agent out from under a policy; nothing changes where it is not under it. */
    public void detach(TenantId tenant, AgentId agent, PolicyId policy, String user) {
        mustExist(tenant, policy);
        change(tenant, agent, user, Set.of(), had -> minus(had, policy));
    }

    /** Puts the agent under these policies and no others, at once. */
    public List<Attachment> replace(TenantId tenant, AgentId agent, List<String> wanted, String user) {
        var ids = chosen.named(tenant, wanted);
        return change(tenant, agent, user, ids, _ -> ids);
    }

    /** Forgets what an agent was under that is gone. */
    @EventListener
    void forget(AgentDeleted gone) {
        store.forget(gone.tenantId(), gone.agentId());
    }

    private List<Attachment> change(
            TenantId tenant, AgentId agent, String user, Set<PolicyId> added, UnaryOperator<Set<PolicyId>> wish) {
        var loaded = chosen.load(tenant, added);
        var after = transactions.execute(_ -> {
            store.lock(agent);
            var had = store.list(tenant, agent).stream()
                    .map(Attachment::policyId)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            var wanted = wish.apply(Set.copyOf(had));
            minusAll(had, wanted).forEach(policy -> detachNow(tenant, agent, policy, user));
            minusAll(wanted, had).forEach(policy -> attachNow(tenant, agent, policy, user));
            return store.list(tenant, agent);
        });
        control.publish(ControlEvent.agentChanged(tenant, agent));
        if (!loaded) {
            throw PolicyException.notLoaded();
        }
        return after;
    }

    private void attachNow(TenantId tenant, AgentId agent, PolicyId id, String user) {
        chosen.mustBeAttachable(tenant, id);
        attachLoaded(tenant, agent, id, user);
    }

    /** Attaches what the engine has already, in the transaction that there is. */
    void attachLoaded(TenantId tenant, AgentId agent, PolicyId id, String user) {
        if (store.attach(tenant, agent, id, now(), user)) {
            tell(tenant, agent, id, user, "attached");
        }
    }

    private void detachNow(TenantId tenant, AgentId agent, PolicyId id, String user) {
        if (store.detach(tenant, agent, id)) {
            tell(tenant, agent, id, user, "detached");
        }
    }

    private void mustExist(TenantId tenant, PolicyId policy) {
        if (policies.find(tenant, policy).isEmpty()) {
            throw PolicyException.unknown();
        }
    }

    private void tell(TenantId tenant, AgentId agent, PolicyId policy, String user, String action) {
        var payload = new HashMap<String, @Nullable Object>();
        payload.put("action", action);
        payload.put("policy_id", policy.value());
        events.publishEvent(new PolicyChanged(tenant, agent, user, payload));
    }

    private static Set<PolicyId> plus(Set<PolicyId> some, PolicyId one) {
        var all = new LinkedHashSet<>(some);
        all.add(one);
        return all;
    }

    private static Set<PolicyId> minus(Set<PolicyId> some, PolicyId one) {
        return minusAll(some, Set.of(one));
    }

    private static Set<PolicyId> minusAll(Set<PolicyId> some, Set<PolicyId> others) {
        var rest = new LinkedHashSet<>(some);
        rest.removeAll(others);
        return rest;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
