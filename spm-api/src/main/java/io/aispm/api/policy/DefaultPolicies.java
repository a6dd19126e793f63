package io.aispm.api.policy;

import io.aispm.api.agent.AgentRegistered;
import io.aispm.contract.agent.TenantId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/**
 * A tenant's default policies: each agent is under them from the transaction on that registers it. Agents that are there
 * already stay as they are. One that was deprecated since goes nowhere new, so new agents are not under it.
 */
@Service
public class DefaultPolicies {

    private final DefaultPolicyStore store;
    private final ChosenPolicies chosen;
    private final Attachments attachments;
    private final ApplicationEventPublisher events;
    private final TransactionOperations transactions;

    DefaultPolicies(
            DefaultPolicyStore store,
            ChosenPolicies chosen,
            Attachments attachments,
            ApplicationEventPublisher events,
            TransactionOperations transactions) {
        this.store = store;
        this.chosen = chosen;
        this.attachments = attachments;
        this.events = events;
        this.transactions = transactions;
    }

    /** By their ids' order. */
    public List<PolicyId> of(TenantId tenant) {
        return store.of(tenant);
    }

    /** Makes these the defaults and no others; counts for the next registration. */
    public List<PolicyId> replace(TenantId tenant, List<String> wanted, String user) {
        var ids = chosen.named(tenant, wanted);
        var loaded = chosen.load(tenant, ids);
        var after = transactions.execute(_ -> {
            store.lock(tenant);
            var added = new LinkedHashSet<>(ids);
            store.of(tenant).forEach(added::remove);
            added.forEach(id -> chosen.mustBeAttachable(tenant, id));
            store.replace(tenant, ids);
            tell(tenant, ids, user);
            return store.of(tenant);
        });
        if (!loaded) {
            throw PolicyException.notLoaded();
        }
        return after;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void attach(AgentRegistered agent) {
        for (var id : store.of(agent.tenantId())) {
            if (chosen.isAttachable(agent.tenantId(), id)) {
                attachments.attachLoaded(agent.tenantId(), agent.agentId(), id, agent.userId());
            }
        }
    }

    private void tell(TenantId tenant, Set<PolicyId> ids, String user) {
        var payload = new HashMap<String, @Nullable Object>();
        payload.put("action", "defaults_replaced");
        payload.put("policy_ids", ids.stream().map(PolicyId::value).sorted().toList());
        events.publishEvent(new PolicyChanged(tenant, null, user, payload));
    }
}
