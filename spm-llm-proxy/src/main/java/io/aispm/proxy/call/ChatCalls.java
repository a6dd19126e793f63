package io.aispm.proxy.call;

import io.aispm.contract.call.CallContext;
import io.aispm.proxy.LlmException;
import io.aispm.proxy.limit.Expected;
import io.aispm.proxy.limit.Narrowed;
import io.aispm.proxy.limit.Reservation;
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
import io.aispm.proxy.usage.TokenEstimate;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Carries chat completions: limits, guard and policies first, then a provider, then back through the guard. */
public final class ChatCalls {

    private final ModelChoice models;
    private final Providers providers;
    private final Upstream upstream;
    private final Deliveries deliveries;
    private final LlmScreen screen;
    private final Budgets budgets;
    private final KeptAnswers kept;
    private final Clock clock;

    public ChatCalls(
            ModelChoice models,
            Providers providers,
            Upstream upstream,
            Deliveries deliveries,
            LlmScreen screen,
            Budgets budgets,
            KeptAnswers kept,
            Clock clock) {
        this.models = models;
        this.providers = providers;
        this.upstream = upstream;
        this.deliveries = deliveries;
        this.screen = screen;
        this.budgets = budgets;
        this.kept = kept;
        this.clock = clock;
    }

    /** Serves one call. A stream that fails after it has begun ends with its error; all else that fails throws. */
    public void serve(CallContext call, ChatRequest request, CallRecord record, Caller caller) {
        var places = places(call, request);
        record.going(
                places.getFirst().route().connector().toString(),
                places.getFirst().model());
        record.asks(request);
        var asked = new Question(call, request, places, record, caller, TokenEstimate.of(request));
        if (call.linkedPolicies().isEmpty()) {
            withinLimits(asked, () -> carry(clear(asked)));
            return;
        }
        var cleared = clear(asked);
        withinLimits(cleared.question(), () -> carry(cleared));
    }

    /**
     * Reserves what the call may take. Where policies may oblige to less, they are asked before; a call under none is refused
     * before anybody is asked about it.
     */
    private void withinLimits(Question question, Runnable work) {
        try (var reservation = reserve(question)) {
            try {
                work.run();
            } finally {
                Budgets.settle(reservation, question.record());
            }
        }
    }

    private Reservation reserve(Question question) {
        return budgets.reserve(
                question.call(), question.places().getFirst(), question.prompt(), answerTokens(question.request()));
    }

    /** Asks guard and policies; what policies oblige to is done to the question before it goes anywhere. */
    private Cleared clear(Question asked) {
        var first = asked.places().getFirst();
        var clearance = screen.clear(asked.call(), asked.request(), first.model(), asked.prompt());
        var question = asked;
        var required = clearance.model().filter(model -> !model.equals(first.model()));
        if (required.isPresent()) {
            question = asked.to(new Destination(first.route(), required.get()));
            clearance = screen.elsewhere(asked.call(), clearance, asked.request(), required.get(), asked.prompt());
        }
        asked.record().cleared(clearance.guardVerdict(), clearance.decision());
        return new Cleared(
                Narrowed.by(clearance.limits(), asked.call()).map(question::as).orElse(question), clearance);
    }

    private void carry(Cleared cleared) {
        var question = cleared.question();
        var clearance = cleared.clearance();
        var record = question.record();
        var first = question.places().getFirst();
        try {
            var key = kept.key(question.call(), first, screen.redacted(question.request(), clearance));
            var before = key.flatMap(kept::find);
            if (before.isPresent()) {
                record.cached();
                repeat(question, screen.released(question.call(), before.get(), clearance));
            } else {
                deliver(question, clearance, key.orElse(null));
            }
            record.succeeded();
            screen.watchAnswer(question.call(), clearance, record.tally().text());
        } catch (LlmException failure) {
            if (!question.caller().begun()) {
                throw failure;
            }
            record.failed(failure.code());
            question.caller().broken(failure);
        }
    }

    private static long answerTokens(ChatRequest request) {
        var most = request.maxTokens();
        return most == null ? Expected.ANSWER_TOKENS : Math.max(1, most.asLong(Expected.ANSWER_TOKENS));
    }

    private void repeat(Question question, ObjectNode answer) {
        if (!question.request().stream()) {
            question.caller().answer(answer);
            return;
        }
        KeptAnswers.streamed(answer, question.request().wantsUsage()).forEach(question.caller()::event);
        question.caller().done();
    }

    private void deliver(Question question, Clearance clearance, @Nullable String key) {
        var first = question.places().getFirst();
        deliveries.deliver(question.places(), question.record(), question.caller(), (place, delivery, pass) -> {
            var elsewhere = !place.equals(first);
            var cleared = elsewhere
                    ? screen.elsewhere(question.call(), clearance, question.request(), place.model(), question.prompt())
                    : clearance;
            var request = screen.redacted(question.request(), cleared);
            attempt(new Journey(question, request, place, cleared, elsewhere ? null : key), delivery, pass);
        });
    }

    /** Where the call goes, and where else, if that fails it. */
    private List<Destination> places(CallContext call, ChatRequest request) {
        var route = ProviderRoute.of(call);
        List<Destination> places = new ArrayList<>();
        places.add(new Destination(route, models.chat(call, route, request.model())));
        for (var fallback : call.fallbacks()) {
            var other = ProviderRoute.of(fallback.route());
            models.fallback(call, other, fallback.model())
                    .map(model -> new Destination(other, model))
                    .filter(place -> !places.contains(place))
                    .ifPresent(places::add);
        }
        return places;
    }

    private void attempt(Journey journey, Delivery delivery, Gates.Pass pass) {
        var request = providers.of(journey.place().route()).chat(journey.request(), journey.place());
        journey.question().caller().ignored(request.ignored());
        try (var sent = upstream.post(request)) {
            delivery.hold(sent);
            journey.question().record().sent(journey.question().prompt());
            sent.send();
            if (journey.request().stream()) {
                stream(journey, sent, pass);
            } else {
                whole(journey, sent, pass);
            }
        }
    }

    private void whole(Journey journey, UpstreamCall sent, Gates.Pass pass) {
        var question = journey.question();
        var answer = providers.of(journey.place().route()).answer(sent.whole(), journey.place());
        pass.answers();
        question.record().tally().sawWhole(answer);
        if (journey.key() != null) {
            kept.keep(journey.key(), answer);
        }
        question.caller().answer(screen.released(question.call(), answer, journey.clearance()));
    }

    private void stream(Journey journey, UpstreamCall sent, Gates.Pass pass) {
        var question = journey.question();
        try {
            var chunks =
                    providers.of(journey.place().route()).chunks(sent.source(), journey.request(), journey.place());
            var gate = screen.gate(question.call(), journey.clearance());
            new AnswerStream(chunks, gate, question.caller(), sent, question.record(), clock).run();
            pass.answers();
        } catch (IOException broken) {
            throw sent.failure(broken);
        }
    }

    /** One call, and where it may go. */
    private record Question(
            CallContext call,
            ChatRequest request,
            List<Destination> places,
            CallRecord record,
            Caller caller,
            long prompt) {

        /** The same for one model only: where it was to go first, and wherever else that model is. */
        Question to(Destination required) {
            var others =
                    places.stream().filter(place -> place.model().equals(required.model()) && !place.equals(required));
            return new Question(
                    call, request, Stream.concat(Stream.of(required), others).toList(), record, caller, prompt);
        }

        /** The same within other settings. */
        Question as(CallContext within) {
            return new Question(within, request, places, record, caller, prompt);
        }
    }

    /** A question that may be put, and by which leave. */
    private record Cleared(Question question, Clearance clearance) {}

    /** Its way to one of the places; under {@code key}, if any, its answer is kept. */
    private record Journey(
            Question question,
            ChatRequest request,
            Destination place,
            Clearance clearance,
            @Nullable String key) {}
}
