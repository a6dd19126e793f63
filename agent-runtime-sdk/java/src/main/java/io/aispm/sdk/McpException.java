package io.aispm.sdk;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A tool call was refused or failed. */
public class McpException extends AispmException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final String reason;
    private final transient @Nullable JsonNode data;

    public McpException(String code, String reason, @Nullable JsonNode data) {
        super(reason + " (" + code + ")");
        this.code = code;
        this.reason = reason;
        this.data = data;
    }

    /** JSON-RPC's number, or the platform's own word for the refusal, such as {@code policy_blocked}. */
    public String code() {
        return code;
    }

    /** The tool server's sentence, for the model and the person. */
    public String reason() {
        return reason;
    }

    /** What the tool server said beside it. */
    public @Nullable JsonNode data() {
        return data;
    }
}
