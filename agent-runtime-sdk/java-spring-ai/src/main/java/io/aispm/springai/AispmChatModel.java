package io.aispm.springai;

import io.aispm.sdk.Aispm;
import io.aispm.sdk.AispmException;
import io.aispm.sdk.CompletionPart;
import io.aispm.sdk.LlmRequest;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.scheduler.Schedulers;

/**
 * The platform's model gateway as a {@link ChatModel}, for a {@code ChatClient} that runs the loop of tools. Calls belong to the turn that is
 * handled; refusals are {@link io.aispm.sdk.LlmException}. The operator chooses the model, so a name in the options is not sent.
 *
 * <p>What Reactor schedules belongs to the turn that scheduled it, from the first of these models on: tools of a streamed answer run on
 * threads that turns share.
 */
public final class AispmChatModel implements ChatModel {

    private static final String TURNS = "aispm-turns";

    private final Aispm aispm;

    public AispmChatModel(Aispm aispm) {
        this.aispm = aispm;
        Schedulers.onScheduleHook(TURNS, aispm::inTurn);
    }

    /** Tools may be given with every prompt. */
    @Override
    public ChatOptions getOptions() {
        return ToolCallingChatOptions.builder().build();
    }

    @Override
    public ChatResponse call(Prompt prompt) {
        return Shapes.response(aispm.llm().complete(Shapes.request(prompt)));
    }

    /** Texts as they come; tool calls, the reason of the end and the usage in the last response. */
    @Override
    public Flux<ChatResponse> stream(Prompt prompt) {
        var question = Shapes.request(prompt);
        return Flux.create(sink -> {
            var work = aispm.inTurn(() -> follow(sink, question));
            Thread.ofVirtual().name("aispm-answer").start(work);
        });
    }

    private void follow(FluxSink<ChatResponse> sink, LlmRequest question) {
        try (var answer = aispm.llm().stream(question)) {
            sink.onDispose(answer::close);
            for (var parts = answer.parts(); !sink.isCancelled() && parts.hasNext(); ) {
                if (parts.next() instanceof CompletionPart.Text(var text)) {
                    sink.next(Shapes.piece(text));
                }
            }
            if (!sink.isCancelled()) {
                sink.next(Shapes.end(answer.completion()));
                sink.complete();
            }
        } catch (AispmException refused) {
            sink.error(refused);
        }
    }
}
