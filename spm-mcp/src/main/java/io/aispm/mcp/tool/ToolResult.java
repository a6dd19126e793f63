package io.aispm.mcp.tool;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a caller gets for a call. */
public sealed interface ToolResult {

    /**
     * The tool's result.
     *
     * @param structured by the tool's output schema; null where it promises none
     * @param texts what is to be read, never empty
     * @param isError whether the tool itself says that it failed
     * @param labels what is said of it: whether others wrote it, what the guard thought of it
     */
    record Done(
            @Nullable Map<String, Object> structured, List<String> texts, boolean isError, Map<String, Object> labels)
            implements ToolResult {}

    /**
     * An error for the agent, with a stable code: {@code tool_failed}, {@code policy_blocked} and the like.
     *
     * @param approval the approval that has to be waited for, where there is one
     */
    record Refused(String code, String sentence, @Nullable String approval) implements ToolResult {

        /** An error that no approval would mend. */
        public Refused(String code, String sentence) {
            this(code, sentence, null);
        }
    }

    /** There is no such tool, or its arguments are not what its schema says: the caller's protocol error. */
    record Invalid(String sentence) implements ToolResult {}
}
