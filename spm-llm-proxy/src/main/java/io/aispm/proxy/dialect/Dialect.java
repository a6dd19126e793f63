package io.aispm.proxy.dialect;

import io.aispm.proxy.LlmException;
import io.aispm.proxy.provider.ChatRequest;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** One call in another shape than chat completions: what it asks for, and how its answer is to look. For one call. */
public interface Dialect {

    /** The same question as a chat completion; fields that nobody here knows stay in it. */
    ChatRequest request();

    /** A whole chat completion in this shape. */
    ObjectNode answer(ObjectNode completion);

    /** What one event of a streamed chat completion becomes. */
    List<Event> take(ObjectNode chunk);

    /** How a streamed answer ends. */
    List<Event> finish();

    /** How a streamed answer ends that failed after it had begun. */
    Event broken(LlmException failure);

    /** A named event. */
    record Event(String name, ObjectNode data) {}
}
