package io.aispm.guard;

/** What a text is to the platform; prompts, replies and tool results are judged by their own scale. */
public enum TextKind {
    /** What a person says to an agent. */
    PROMPT("prompt"),
    /** What an agent answers. */
    REPLY("output"),
    /** What a tool brought from outside: untrusted, never to be obeyed. */
    TOOL_RESULT("tools"),
    /** What an agent sends to a model. */
    LLM_PROMPT("llm"),
    /** What a model answers to an agent. */
    LLM_REPLY("llm");

    private final String stage;

    TextKind(String stage) {
        this.stage = stage;
    }

    /** The word for it in lineage and in policy input. */
    public String stage() {
        return stage;
    }

    /** Whether the text asks for something; the others are answers or documents. */
    public boolean asks() {
        return switch (this) {
            case PROMPT, LLM_PROMPT -> true;
            case REPLY, TOOL_RESULT, LLM_REPLY -> false;
        };
    }
}
