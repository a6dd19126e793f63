package io.aispm.guard.model;

/** How an endpoint is spoken to. */
public enum Dialect {
    /** OpenAI's chat completions. */
    OPENAI("chat/completions"),
    /** Ollama's own. */
    OLLAMA("api/chat");

    private final String path;

    Dialect(String path) {
        this.path = path;
    }

    /** What is appended to the base URL. */
    String path() {
        return path;
    }
}
