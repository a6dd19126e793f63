package io.aispm.proxy.usage;

import io.aispm.contract.call.CallContext;
import io.aispm.contract.lineage.Payload;
import io.aispm.guard.redact.Redactor;
import io.aispm.proxy.provider.ChatRequest;
import io.aispm.proxy.provider.Content;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The record of one call, which it leaves when it is closed: exactly one, whatever became of the call. */
public final class CallRecord implements AutoCloseable {

    /** Of a longer text, its last characters are logged. */
    private static final int LOGGED = 8 << 10;

    private final CallContext call;
    private final CallEvents events;
    private final long began = System.nanoTime();
    private final Tally tally = new Tally();
    private @Nullable ChatRequest prompt;
    private @Nullable String provider;
    private @Nullable String model;
    private @Nullable Long timeToFirstTokenMs;
    private long promptEstimate;
    private boolean reached;
    private @Nullable String error = "internal_error";

    CallRecord(CallContext call, CallEvents events) {
        this.call = call;
        this.events = events;
    }

    /** Where the call is to go. */
    public void going(String toProvider, String toModel) {
        provider = toProvider;
        model = toModel;
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

    /** The tokens it took, as far as they are known. */
    public long tokens() {
        return reached ? tally.promptTokens(promptEstimate) + tally.completionTokens() : 0;
    }

    @Override
    public void close() {
        var payload = new Payload.LlmCall(
                model,
                provider,
                reached ? tally.promptTokens(promptEstimate) : 0,
                tally.completionTokens(),
                error == null,
                error,
                elapsedMs(),
                timeToFirstTokenMs,
                null);
        events.emit(call, payload, words());
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
