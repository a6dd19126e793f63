package io.aispm.api.identity;

import io.aispm.contract.agent.TenantId;
import io.aispm.contract.policy.PolicyQuestion;
import java.util.List;
import java.util.Set;

/** The person who asks, as their token or their session says; a controller has it as a parameter. */
public record Principal(TenantId tenant, String sub, Set<Role> roles) {

    public Principal {
        roles = Set.copyOf(roles);
    }

    /** Whether they have at least one of the roles. */
    public boolean is(Role... anyOf) {
        for (var role : anyOf) {
            if (roles.contains(role)) {
                return true;
            }
        }
        return false;
    }

    /** Their roles by the words of their token, in a stable order. */
    public List<String> roleNames() {
        return roles.stream().sorted().map(Role::toString).toList();
    }

    /** Them, as a policy sees them. */
    public PolicyQuestion.Person person() {
        return new PolicyQuestion.Person(sub, roleNames(), List.of());
    }
}
