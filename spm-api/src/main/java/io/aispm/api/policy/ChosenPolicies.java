package io.aispm.api.policy;

import io.aispm.api.policy.bundle.ModuleStore;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.policy.PolicyMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Policies that somebody named, on their way to agents: they must be there, and the engine must have them first. */
@Component
class ChosenPolicies {

    private final PolicyStore policies;
    private final ModuleStore modules;
    private final Engine engine;
    private final TransactionOperations transactions;

    ChosenPolicies(PolicyStore policies, ModuleStore modules, Engine engine, TransactionOperations transactions) {
        this.policies = policies;
        this.modules = modules;
        this.engine = engine;
        this.transactions = transactions;
    }

    /** The policies of these names, or the problem that says of each that isn't there. */
    Set<PolicyId> named(TenantId tenant, List<String> names) {
        var ids = new LinkedHashSet<PolicyId>();
        var errors = new ArrayList<String>();
        for (var text : names) {
            var id = PolicyId.parse(text)
                    .filter(parsed -> policies.find(tenant, parsed).isPresent());
            if (id.isPresent()) {
                ids.add(id.get());
            } else {
                errors.add("There is no policy '" + text + "'.");
            }
        }
        if (!errors.isEmpty()) {
            throw PolicyException.invalid(errors);
        }
        return Set.copyOf(ids);
    }

    /** Gives the engine those that it doesn't have; false where it doesn't act by them within its time. */
    boolean load(TenantId tenant, Set<PolicyId> chosen) {
        transactions.executeWithoutResult(_ -> {
            var missing = chosen.stream()
                    .filter(policy -> policies.load(tenant, policy))
                    .toList();
            if (!missing.isEmpty()) {
                modules.advance();
            }
        });
        return engine.hasAllThatIsWritten();
    }

    /** Fails where the policy may go nowhere new. */
    void mustBeAttachable(TenantId tenant, PolicyId id) {
        if (!isAttachable(tenant, id)) {
            throw PolicyException.deprecated(id);
        }
    }

    /** Whether it may be attached where it is not. */
    boolean isAttachable(TenantId tenant, PolicyId id) {
        return policies.find(tenant, id).orElseThrow(PolicyException::unknown).mode() != PolicyMode.DEPRECATED;
    }
}
