package io.aispm.proxy.call;

import io.aispm.contract.call.CallContext;
import io.aispm.proxy.LlmException;
import io.aispm.proxy.limit.CallLimits;
import io.aispm.proxy.provider.ChatRequest;
import io.aispm.proxy.provider.Destination;
import io.aispm.proxy.provider.Providers;
import io.aispm.proxy.provider.Upstream;
import io.aispm.proxy.provider.UpstreamCall;
import io.aispm.proxy.route.ModelChoice;
import io.aispm.proxy.route.ProviderRoute;
import io.aispm.proxy.screen.Clearance;
import io.aispm.proxy.screen.LlmScreen;
import io.aispm.proxy.usage.CallRecord;
import io.aispm.proxy.usage.CallerGoneException;
import io.aispm.proxy.usage.TokenEstimate;
import java.io.IOException;
import java.time.Clock;

/** Carries chat completions: limits, guard and policies first, then the provider, then back through the guard. */
public final class ChatCalls {

    private final ModelChoice models;
    private final Providers providers;
    private final Upstream upstream;
    private final LlmScreen screen;
    private final CallLimits limits;
    private final Clock clock;

    public ChatCalls(
            ModelChoice models,
            Providers providers,
            Upstream upstream,
            LlmScreen screen,
            CallLimits limits,
            Clock clock) {
        this.models = models;
        this.providers = providers;
        this.upstream = upstream;
        this.screen = screen;
        this.limits = limits;
        this.clock = clock;
    }

    /** Serves one call. A stream that fails after it has begun ends with its error; all else that fails throws. */
    public void serve(CallContext call, ChatRequest request, CallRecord record, Caller caller) {
        var route = ProviderRoute.of(call);
        var destination = new Destination(route, models.chat(call, route, request.model()));
        record.going(route.connector().toString(), destination.model());
        record.asks(request);
        var estimate = TokenEstimate.of(request);
        limits.take(call, estimate);
        try {
            var clearance = screen.clear(call, request, destination.model(), estimate);
            forward(new Journey(
                    call, screen.redacted(request, clearance), destination, clearance, record, caller, estimate));
            record.succeeded();
            screen.watchAnswer(call, clearance, record.tally().text());
        } catch (LlmException failure) {
            if (!caller.begun()) {
                throw failure;
            }
            record.failed(failure.code());
            caller.broken(failure);
        } finally {
            limits.settle(call, estimate, record.tokens());
        }
    }

    private void forward(Journey journey) {
        var request = providers.of(journey.destination().route()).chat(journey.request(), journey.destination());
        journey.caller().ignored(request.ignored());
        try (var sent = upstream.post(request);
                var _ = journey.caller().whenGone(sent::cancel)) {
            journey.record().sent(journey.estimate());
            try {
                sent.send();
                if (journey.request().stream()) {
                    stream(journey, sent);
                } else {
                    whole(journey, sent);
                }
            } catch (LlmException failure) {
                throw sent.isCancelled() && !isVerdict(failure) ? new CallerGoneException(failure) : failure;
            }
        }
    }

    /** What the guard says of an answer cuts the provider off too, but nobody has gone. */
    private static boolean isVerdict(LlmException failure) {
        return switch (failure.kind()) {
            case FORBIDDEN, UNAVAILABLE -> true;
            default -> false;
        };
    }

    private void whole(Journey journey, UpstreamCall sent) {
        var answer = providers.of(journey.destination().route()).answer(sent.whole(), journey.destination());
        journey.record().tally().sawWhole(answer);
        journey.caller().answer(screen.released(journey.call(), answer, journey.clearance()));
    }

    private void stream(Journey journey, UpstreamCall sent) {
        try {
            var chunks = providers
                    .of(journey.destination().route())
                    .chunks(sent.source(), journey.request(), journey.destination());
            var gate = screen.gate(journey.call(), journey.clearance());
            new AnswerStream(chunks, gate, journey.caller(), sent, journey.record(), clock).run();
        } catch (IOException broken) {
            throw sent.failure(broken);
        }
    }

    private record Journey(
            CallContext call,
            ChatRequest request,
            Destination destination,
            Clearance clearance,
            CallRecord record,
            Caller caller,
            long estimate) {}
}
