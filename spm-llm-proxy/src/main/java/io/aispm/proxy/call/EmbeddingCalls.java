package io.aispm.proxy.call;

import io.aispm.contract.call.CallContext;
import io.aispm.proxy.limit.Narrowed;
import io.aispm.proxy.provider.Destination;
import io.aispm.proxy.provider.Providers;
import io.aispm.proxy.provider.Upstream;
import io.aispm.proxy.route.ModelChoice;
import io.aispm.proxy.route.ProviderRoute;
import io.aispm.proxy.screen.Clearance;
import io.aispm.proxy.screen.EmbeddingsInput;
import io.aispm.proxy.screen.LlmScreen;
import io.aispm.proxy.usage.CallRecord;
import java.util.List;

/** Carries embeddings calls to providers that have them; never to another model, whose vectors mean something else. */
public final class EmbeddingCalls {

    private final ModelChoice models;
    private final Providers providers;
    private final Upstream upstream;
    private final Deliveries deliveries;
    private final LlmScreen screen;
    private final Budgets budgets;

    public EmbeddingCalls(
            ModelChoice models,
            Providers providers,
            Upstream upstream,
            Deliveries deliveries,
            LlmScreen screen,
            Budgets budgets) {
        this.models = models;
        this.providers = providers;
        this.upstream = upstream;
        this.deliveries = deliveries;
        this.screen = screen;
        this.budgets = budgets;
    }

    /** Serves one call. */
    public void serve(CallContext call, EmbeddingsInput input, CallRecord record, Caller caller) {
        var route = ProviderRoute.of(call);
        var asked = input.body().path("model").stringValue(null);
        var destination = new Destination(route, models.embeddings(call, route, asked));
        record.going(route.connector().toString(), destination.model());
        var estimate = input.tokens();
        if (call.linkedPolicies().isEmpty()) {
            withinLimits(call, destination, estimate, record, () -> {
                deliver(input, clear(call, input, destination, record), destination, record, caller);
            });
            return;
        }
        var clearance = clear(call, input, destination, record);
        var narrowed = Narrowed.by(clearance.limits(), call).orElse(call);
        withinLimits(
                narrowed, destination, estimate, record, () -> deliver(input, clearance, destination, record, caller));
    }

    private void withinLimits(
            CallContext call, Destination destination, long estimate, CallRecord record, Runnable work) {
        try (var reservation = budgets.reserve(call, destination, estimate, 0)) {
            try {
                work.run();
            } finally {
                Budgets.settle(reservation, record);
            }
        }
    }

    private Clearance clear(CallContext call, EmbeddingsInput input, Destination destination, CallRecord record) {
        var clearance = screen.clear(call, input, destination.model(), input.tokens());
        record.cleared(clearance.guardVerdict(), clearance.decision());
        return clearance;
    }

    private void deliver(
            EmbeddingsInput input, Clearance clearance, Destination destination, CallRecord record, Caller caller) {
        var body = input.redacted(clearance).body();
        var provider = providers.of(destination.route());
        deliveries.deliver(List.of(destination), record, caller, (place, delivery, pass) -> {
            try (var sent = upstream.post(provider.embeddings(body, place))) {
                delivery.hold(sent);
                record.sent(input.tokens());
                sent.send();
                var answer = provider.embedded(sent.whole(), place);
                pass.answers();
                record.tally().sawWhole(answer);
                caller.answer(answer);
            }
        });
        record.succeeded();
    }
}
