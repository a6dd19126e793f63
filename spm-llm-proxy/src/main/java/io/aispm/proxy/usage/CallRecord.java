package io.aispm.proxy.usage;

import io.aispm.contract.call.CallContext;
import io.aispm.contract.lineage.Payload;
import io.aispm.guard.redact.Redactor;
import io.aispm.proxy.provider.ChatRequest;
import io.aispm.proxy.provider.Content;
import io.aispm.proxy.provider.Usage;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The record of one call, which it leaves when it is closed: exactly one, whatever became of the call. */
public final class CallRecord implements AutoCloseable {

    /** Of a longer text, its last characters are logged. */
    private static final int LOGGED = 8 << 10;

    private static final Usage NOTHING = new Usage(0, 0, 0, 0);

    private final CallContext call;
    private final CallEvents events;
    private final Prices prices;
    private final CallMeters meters;
    private final Clock clock;
    private final Map<String, Object> more = new TreeMap<>();
    private final long began = System.nanoTime();
    private final Tally tally = new Tally();
    private @Nullable ChatRequest prompt;
    private @Nullable String provider;
    private @Nullable String model;
    private @Nullable Long timeToFirstTokenMs;
    private long promptEstimate;
    private boolean reached;
    private @Nullable String error = "internal_error";

    CallRecord(CallContext call, CallEvents events, Prices prices, CallMeters meters, Clock clock) {
        this.call = call;
        this.events = events;
        this.prices = prices;
        this.meters = meters;
        this.clock = clock;
    }

    /** Where the call is to go, now. */
    public void going(String toProvider, String toModel) {
        provider = toProvider;
        model = toModel;
    }

    /** The guard and the policies let it go, and this is what they said. */
    public void cleared(@Nullable String guardVerdict, String policyDecision) {
        if (guardVerdict != null) {
            more.put("guard_verdict", guardVerdict);
        }
        more.put("policy_decision", policyDecision);
    }

    /** It was answered without asking a provider. */
    public void cached() {
        more.put("cached", true);
    }

    /** What the agent asks; kept only where the tenant's runtime row says {@code log_llm_prompts}. */
    public void asks(ChatRequest request) {
        if (Boolean.TRUE.equals(call.runtime().get("log_llm_prompts"))) {
            prompt = request;
        }
    }

    /** The call is on its way to the provider, which counts its tokens from now on. */
    public void sent(long estimatedTokens) {
        promptEstimate = estimatedTokens;
        reached = true;
        more.merge("attempts", 1, (before, one) -> (Integer) before + (Integer) one);
    }

    /** The count of what comes back. */
    public Tally tally() {
        return tally;
    }

    /** Something to read has come. */
    public void firstToken() {
        timeToFirstTokenMs = elapsedMs();
    }

    /** The call did what it was asked for. */
    public void succeeded() {
        error = null;
    }

    /** The call did not, by this code. */
    public void failed(String code) {
        error = code;
    }

    /** What it took, as far as that is known; nothing where no provider was reached. */
    public Usage usage() {
        return reached ? tally.usage(promptEstimate) : NOTHING;
    }

    /** What it cost, in US dollars; null where no price is known, or no provider was reached. */
    public @Nullable Double cost() {
        if (!reached || provider == null || model == null) {
            return null;
        }
        return prices.of(provider, model, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))
                .map(price -> price.of(usage()))
                .orElse(null);
    }

    @Override
    public void close() {
        var took = elapsedMs();
        var usage = usage();
        var payload = new Payload.LlmCall(
                model,
                provider,
                usage.prompt(),
                usage.completion(),
                error == null,
                error,
                took,
                timeToFirstTokenMs,
                cost());
        if (tally.finishReason() != null) {
            more.put("finish_reason", tally.finishReason());
        }
        if (usage.cacheRead() > 0) {
            more.put("cached_tokens", usage.cacheRead());
        }
        more.putAll(words());
        meters.record(provider, model, usage.prompt(), usage.completion(), took, timeToFirstTokenMs, error);
        events.emit(call, payload, more);
    }

    private Map<String, String> words() {
        if (prompt == null) {
            return Map.of();
        }
        var asked = prompt.messages()
                .valueStream()
                .map(message -> message.path("role").stringValue("") + ": " + Content.text(message.path("content")))
                .collect(Collectors.joining("\n"));
        return Map.of("prompt", logged(asked), "answer", logged(tally.text()));
    }

    /** The end of a text, redacted as what people read is. */
    private static String logged(String text) {
        var redacted = Redactor.byDefault().redact(text).text();
        return redacted.substring(Math.max(0, redacted.length() - LOGGED));
    }

    private long elapsedMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }
}
