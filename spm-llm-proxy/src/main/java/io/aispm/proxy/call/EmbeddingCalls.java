package io.aispm.proxy.call;

import io.aispm.contract.call.CallContext;
import io.aispm.proxy.LlmException;
import io.aispm.proxy.limit.CallLimits;
import io.aispm.proxy.provider.Destination;
import io.aispm.proxy.provider.Providers;
import io.aispm.proxy.provider.Upstream;
import io.aispm.proxy.route.ModelChoice;
import io.aispm.proxy.route.ProviderRoute;
import io.aispm.proxy.screen.EmbeddingsInput;
import io.aispm.proxy.screen.LlmScreen;
import io.aispm.proxy.usage.CallRecord;
import io.aispm.proxy.usage.CallerGoneException;
import tools.jackson.databind.node.ObjectNode;

/** Carries embeddings calls to providers that have them. */
public final class EmbeddingCalls {

    private final ModelChoice models;
    private final Providers providers;
    private final Upstream upstream;
    private final LlmScreen screen;
    private final CallLimits limits;

    public EmbeddingCalls(
            ModelChoice models, Providers providers, Upstream upstream, LlmScreen screen, CallLimits limits) {
        this.models = models;
        this.providers = providers;
        this.upstream = upstream;
        this.screen = screen;
        this.limits = limits;
    }

    /** Serves one call. */
    public void serve(CallContext call, EmbeddingsInput input, CallRecord record, Caller caller) {
        var route = ProviderRoute.of(call);
        var asked = input.body().path("model").stringValue(null);
        var destination = new Destination(route, models.embeddings(call, route, asked));
        record.going(route.connector().toString(), destination.model());
        var estimate = input.tokens();
        limits.take(call, estimate);
        try {
            var clearance = screen.clear(call, input, destination.model(), estimate);
            forward(input.redacted(clearance).body(), destination, record, caller, estimate);
            record.succeeded();
        } finally {
            limits.settle(call, estimate, record.tokens());
        }
    }

    private void forward(ObjectNode body, Destination destination, CallRecord record, Caller caller, long estimate) {
        var provider = providers.of(destination.route());
        try (var sent = upstream.post(provider.embeddings(body, destination));
                var _ = caller.whenGone(sent::cancel)) {
            record.sent(estimate);
            try {
                sent.send();
                var answer = provider.embedded(sent.whole(), destination);
                record.tally().sawWhole(answer);
                caller.answer(answer);
            } catch (LlmException failure) {
                throw sent.isCancelled() ? new CallerGoneException(failure) : failure;
            }
        }
    }
}
