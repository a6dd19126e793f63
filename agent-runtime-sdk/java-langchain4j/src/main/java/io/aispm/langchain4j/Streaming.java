package io.aispm.langchain4j;

import static dev.langchain4j.internal.InternalStreamingChatResponseHandlerUtils.onCompleteResponse;
import static dev.langchain4j.internal.InternalStreamingChatResponseHandlerUtils.onCompleteToolCall;
import static dev.langchain4j.internal.InternalStreamingChatResponseHandlerUtils.onPartialResponse;
import static dev.langchain4j.internal.InternalStreamingChatResponseHandlerUtils.onPartialToolCall;
import static dev.langchain4j.internal.InternalStreamingChatResponseHandlerUtils.withLoggingExceptions;

import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import io.aispm.sdk.CompletionPart;
import io.aispm.sdk.CompletionStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One answer on its way to a handler. A handler that cancels hears nothing more, and the gateway is told that nobody listens. */
final class Streaming implements StreamingHandle {

    private final StreamingChatResponseHandler handler;
    private volatile boolean cancelled;
    private volatile @Nullable CompletionStream open;

    Streaming(StreamingChatResponseHandler handler) {
        this.handler = handler;
    }

    /** Asks, and tells the handler all that comes until the answer's end; no exception leaves it. */
    void follow(Supplier<CompletionStream> question) {
        try (var answer = question.get()) {
            open = answer;
            for (var parts = answer.parts(); !cancelled && parts.hasNext(); ) {
                tell(parts.next());
            }
            if (!cancelled) {
                complete(answer);
            }
        } catch (RuntimeException failed) {
            if (!cancelled) {
                withLoggingExceptions(() -> handler.onError(failed));
            }
        }
    }

    private void tell(CompletionPart part) {
        switch (part) {
            case CompletionPart.Text(var text) -> onPartialResponse(handler, text, this);
            case CompletionPart.Call call -> {
                if (!call.arguments().isEmpty()) {
                    onPartialToolCall(handler, partial(call), this);
                }
            }
        }
    }

    private static PartialToolCall partial(CompletionPart.Call call) {
        return PartialToolCall.builder()
                .index(call.index())
                .id(call.id())
                .name(call.name())
                .partialArguments(call.arguments())
                .build();
    }

    private void complete(CompletionStream answer) {
        var whole = answer.completion();
        var index = 0;
        for (var call : whole.toolCalls()) {
            onCompleteToolCall(handler, new CompleteToolCall(index, Shapes.execution(call)));
            index++;
        }
        onCompleteResponse(handler, Shapes.response(whole));
    }

    @Override
    public void cancel() {
        cancelled = true;
        var answer = open;
        if (answer != null) {
            answer.close();
        }
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }
}
