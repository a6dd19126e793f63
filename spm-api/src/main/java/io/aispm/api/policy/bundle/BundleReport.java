package io.aispm.api.policy.bundle;

import io.aispm.api.policy.PolicyId;
import io.aispm.contract.agent.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one OPA says of the bundle.
 *
 * @param engine the OPA's own id
 * @param active the revision that it acts by; null while it has none
 * @param failure why it could not load another; empty where it could
 */
public record BundleReport(String engine, @Nullable String active, String failure) {

    private static final Pattern MODULE =
            Pattern.compile("tenants/([a-z0-9-]{1,63})/([a-z][a-z0-9_]{0,63})/v(\\d{1,9})\\.rego");

    /** Whether it goes on with what it had before. */
    public boolean failed() {
        return !failure.isEmpty();
    }

    /** The policies that it names as the cause. */
    List<Culprit> culprits() {
        var found = new ArrayList<Culprit>();
        var named = MODULE.matcher(failure);
        while (named.find()) {
            var culprit = new Culprit(
                    TenantId.of(named.group(1)), PolicyId.of(named.group(2)), Integer.parseInt(named.group(3)));
            if (!found.contains(culprit)) {
                found.add(culprit);
            }
        }
        return found;
    }

    /** A version of a policy that keeps a bundle from being loaded. */
    record Culprit(TenantId tenant, PolicyId policy, int version) {}
}
