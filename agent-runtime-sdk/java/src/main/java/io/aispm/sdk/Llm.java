package io.aispm.sdk;

import java.util.List;

/** Models, through the platform's gateway; which one answers is the operator's choice unless told. */
public interface Llm {

    /** Asks a model and waits for its whole answer; {@link LlmException} when it is refused or fails. */
    Completion complete(LlmRequest request);

    /** The same with nothing but messages. */
    default Completion complete(List<Message> messages) {
        return complete(LlmRequest.of(messages));
    }

    /** Asks a model and gives its answer while it is written. */
    CompletionStream stream(LlmRequest request);

    /** The same with nothing but messages. */
    default CompletionStream stream(List<Message> messages) {
        return stream(LlmRequest.of(messages));
    }
}
