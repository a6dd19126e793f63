package io.aispm.api.policy.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.api.policy.PolicyException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The policies that somebody wants somewhere, and no others. */
record PolicyIds(@JsonProperty("policy_ids") @Nullable Object policyIds) {

    List<String> ids() {
        if (!(policyIds instanceof List<?> given)) {
            throw PolicyException.invalid(List.of("`policy_ids` (a list) is required."));
        }
        var ids = new ArrayList<String>();
        for (var one : given) {
            ids.add(String.valueOf(one));
        }
        return ids;
    }
}
