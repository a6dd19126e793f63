package io.aispm.proxy.limit;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.call.Allowance.Kind;
import io.aispm.contract.call.CallContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Reads from its settings what a call wants of which allowances. */
final class Wants {

    private final CallContext call;
    private final Expected expected;
    private final List<Want> wants = new ArrayList<>();

    private Wants(CallContext call, Expected expected) {
        this.call = call;
        this.expected = expected;
    }

    /** A tenant's limit holds for all of its agents together; an agent that has no other is within it already. */
    static List<Want> of(CallContext call, Expected expected) {
        var read = new Wants(call, expected);
        for (var kind : Kind.values()) {
            var ofTenant = limit(call.tenantSettings(), kind);
            var ofAgent = limit(call.settings(), kind);
            if (!ofAgent.equals(ofTenant)) {
                ofAgent.ifPresent(limit -> read.add(call.agent().id(), kind, limit));
            }
            ofTenant.ifPresent(limit -> read.add(null, kind, limit));
        }
        return read.wants;
    }

    private static OptionalDouble limit(Map<String, @Nullable Object> settings, Kind kind) {
        return settings.get(kind.name().toLowerCase(Locale.ROOT)) instanceof Number number
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }

    private void add(@Nullable AgentId agent, Kind kind, double limit) {
        var key = new Want.Key(call.tenantId(), agent, kind);
        var all = (double) (expected.promptTokens() + expected.answerTokens());
        switch (kind) {
            case REQUESTS_PER_MINUTE -> wants.add(new Want(key, limit, 1, 1));
            case TOKENS_PER_MINUTE -> {
                // A call larger than a minute's worth waits for a whole minute's, and the rest is owed.
                var amount = Math.min(all, limit);
                wants.add(new Want(key, limit, amount, amount));
            }
            case BUDGET_TOKENS_PER_DAY -> wants.add(new Want(key, limit, Math.max(1, expected.promptTokens()), all));
            case BUDGET_USD_PER_DAY -> {
                var usd = expected.usd();
                var prompt = expected.promptUsd();
                if (usd != null && prompt != null) {
                    wants.add(new Want(key, limit, Math.max(1e-9, prompt), Math.max(1e-9, usd)));
                }
            }
            case TOOL_CALLS_PER_MINUTE -> {
                // Counted where tools are called.
            }
        }
    }
}
