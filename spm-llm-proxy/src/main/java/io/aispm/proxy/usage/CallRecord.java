package io.aispm.proxy.usage;

import io.aispm.contract.call.CallContext;
import io.aispm.contract.lineage.Payload;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The record of one call, which it leaves when it is closed: exactly one, whatever became of the call. */
public final class CallRecord implements AutoCloseable {

    private final CallContext call;
    private final CallEvents events;
    private final long began = System.nanoTime();
    private final Tally tally = new Tally();
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
        events.emit(
                call,
                new Payload.LlmCall(
                        model,
                        provider,
                        reached ? tally.promptTokens(promptEstimate) : 0,
                        tally.completionTokens(),
                        error == null,
                        error,
                        elapsedMs(),
                        timeToFirstTokenMs,
                        null));
    }

    private long elapsedMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }
}
