package io.aispm.mcp.tool;

import java.util.Map;

/** What became of a tool's work. */
public sealed interface ToolAnswer {

    /** It is done; where {@code untrusted}, the result holds text that others wrote. */
    record Answered(Map<String, Object> result, boolean untrusted) implements ToolAnswer {}

    /** It could not be done; the sentence is for the agent and its operator. */
    record Failed(String sentence) implements ToolAnswer {}
}
