package io.aispm.proxy.limit;

import io.aispm.contract.call.Allowance;
import io.aispm.contract.call.CallContext;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls whose agents policies oblige to less than their settings do. */
public final class Narrowed {

    private Narrowed() {}

    /** The same call within the lower of both limits; empty where the settings are as low already. */
    public static Optional<CallContext> by(Map<String, Double> limits, CallContext call) {
        Map<String, @Nullable Object> settings = new LinkedHashMap<>(call.settings());
        for (var kind : Allowance.Kind.values()) {
            var name = kind.name().toLowerCase(Locale.ROOT);
            var limit = limits.get(name);
            if (limit != null && !(settings.get(name) instanceof Number own && own.doubleValue() <= limit)) {
                settings.put(name, limit);
            }
        }
        if (settings.equals(call.settings())) {
            return Optional.empty();
        }
        return Optional.of(new CallContext(
                call.tenantId(),
                call.agent(),
                call.turn(),
                call.linkedPolicies(),
                settings,
                call.runtime(),
                call.route(),
                call.routeMissing(),
                call.fallbacks(),
                call.tenantSettings(),
                call.guardRoute()));
    }
}
