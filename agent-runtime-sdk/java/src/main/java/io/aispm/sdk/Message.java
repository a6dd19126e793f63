package io.aispm.sdk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message to a model.
 *
 * @param role {@code system}, {@code user}, {@code assistant} or {@code tool}
 * @param toolCalls what the assistant asked for
 * @param toolCallId which call a tool's message answers
 */
public record Message(
        String role,
        String content,
        List<ToolCall> toolCalls,
        @Nullable String toolCallId) {

    public Message {
        toolCalls = List.copyOf(toolCalls);
    }

    public static Message system(String content) {
        return new Message("system", content, List.of(), null);
    }

    public static Message user(String content) {
        return new Message("user", content, List.of(), null);
    }

    public static Message assistant(String content) {
        return new Message("assistant", content, List.of(), null);
    }

    /** What a model answered, with the tools that it asked for. */
    public static Message assistant(Completion completion) {
        return new Message("assistant", completion.text(), completion.toolCalls(), null);
    }

    /** What a tool said to a call. */
    public static Message tool(ToolCall call, String content) {
        return new Message("tool", content, List.of(), call.id());
    }

    /** An earlier message of a session, as a model is told of it. */
    public static Message of(HistoryEntry entry) {
        return entry.role().equals("agent") ? assistant(entry.text()) : user(entry.text());
    }
}
