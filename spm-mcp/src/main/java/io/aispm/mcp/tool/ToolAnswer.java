package io.aispm.mcp.tool;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of a tool's work. */
public sealed interface ToolAnswer {

    /**
     * It is done.
     *
     * @param structured the result by the tool's output schema; null where the tool promises none
     * @param texts what is to be read; where empty, the structured result as JSON
     * @param isError whether the tool itself says that it failed
     * @param untrusted whether the result holds text that others wrote
     */
    record Answered(@Nullable Map<String, Object> structured, List<String> texts, boolean isError, boolean untrusted)
            implements ToolAnswer {

        /** A result by the tool's output schema. */
        public Answered(Map<String, Object> structured, boolean untrusted) {
            this(structured, List.of(), false, untrusted);
        }
    }

    /** It could not be done; the sentence is for the agent and its operator. */
    record Failed(String sentence) implements ToolAnswer {}

    /** It needs a call of the same tool with other arguments, which the policies have to allow as any other. */
    record Again(Map<String, @Nullable Object> arguments) implements ToolAnswer {}
}
