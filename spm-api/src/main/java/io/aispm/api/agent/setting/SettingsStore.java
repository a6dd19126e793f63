package io.aispm.api.agent.setting;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Keeps settings. Changes to the same settings happen one after the other. */
public interface SettingsStore {

    /** What is set for the agent. */
    Map<String, @Nullable Object> of(AgentId agent);

    /** What is set for the tenant. */
    Map<String, @Nullable Object> of(TenantId tenant);

    /** What is set for the tenant, and over it what is set for the agent. */
    Map<String, @Nullable Object> of(TenantId tenant, AgentId agent);

    /** Changes what is set for the agent. */
    void change(AgentId agent, UnaryOperator<Map<String, @Nullable Object>> change);

    /** Changes what is set for the tenant. */
    void change(TenantId tenant, UnaryOperator<Map<String, @Nullable Object>> change);
}
