package io.aispm.api.call;

import io.aispm.contract.call.Allowance;
import java.util.List;

/** What agents and tenants may use of models and tools, counted once for all replicas of the gateways. */
public interface Allowances {

    /** Grants what is left of what is asked for; what is given back is always taken. */
    List<Allowance.Grant> take(List<Allowance.Share> shares);
}
