package io.aispm.contract.call;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** A gateway's question to the control plane: whose token is this, and in which turn does it call? */
public record CallRequest(String token, Kind kind, @Nullable String traceparent) {

    /** The token stays out of logs. */
    @Override
    public String toString() {
        return "CallRequest[" + kind + "]";
    }

    /** What the token opens. */
    public enum Kind {
        @JsonProperty("mcp")
        MCP,
        @JsonProperty("llm")
        LLM
    }
}
