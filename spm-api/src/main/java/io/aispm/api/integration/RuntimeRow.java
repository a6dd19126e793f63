package io.aispm.api.integration;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What counts for all agents of a tenant: the fields of its agent runtime's row, with their defaults.
 *
 * @param fields all of them by the contract's names
 */
public record RuntimeRow(Map<String, @Nullable Object> fields) {

    /** The integration that model calls go to. */
    public @Nullable String defaultLlmIntegrationId() {
        return text("default_llm_integration_id");
    }

    /** The integration that searches go to. */
    public @Nullable String tavilyIntegrationId() {
        return text("tavily_integration_id");
    }

    /** The model where the integration names none. */
    public @Nullable String defaultModelName() {
        return text("default_model_name");
    }

    public int defaultMemoryMb() {
        return number("default_memory_mb").intValue();
    }

    public double defaultCpuQuota() {
        return number("default_cpu_quota").doubleValue();
    }

    public int toolCallTimeoutS() {
        return number("tool_call_timeout_s").intValue();
    }

    /** How many agents may be starting or running. */
    public int maxConcurrentAgents() {
        return number("max_concurrent_agents").intValue();
    }

    /** How many sessions of an agent may have an open turn. */
    public int maxSessionsPerAgent() {
        return number("max_sessions_per_agent").intValue();
    }

    public int tavilyMaxResults() {
        return number("tavily_max_results").intValue();
    }

    public int tavilyMaxChars() {
        return number("tavily_max_chars").intValue();
    }

    public boolean logLlmPrompts() {
        return Boolean.TRUE.equals(fields.get("log_llm_prompts"));
    }

    private @Nullable String text(String field) {
        return fields.get(field) instanceof String text && !text.isBlank() ? text : null;
    }

    private Number number(String field) {
        if (fields.get(field) instanceof Number number) {
            return number;
        }
        throw new IllegalStateException("the runtime's row has no number `" + field + "`");
    }
}
