package io.aispm.contract.lineage;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/** What a lineage event tells of; the envelope carries the name, so that readers meet newer types without failing. */
public enum EventType {
    AGENT_DEPLOYED("AgentDeployed"),
    AGENT_STARTED("AgentStarted"),
    AGENT_STOPPED("AgentStopped"),
    AGENT_CRASHED("AgentCrashed"),
    AGENT_QUARANTINED("AgentQuarantined"),
    CODE_RESTORED("CodeRestored"),
    AGENT_CHAT_MESSAGE("AgentChatMessage"),
    AGENT_TOOL_CALL("AgentToolCall"),
    AGENT_LLM_CALL("AgentLLMCall"),
    AGENT_LOG("AgentLog"),
    GUARD_DECISION("GuardDecision"),
    POLICY_DECISION("PolicyDecision"),
    POLICY_CHANGED("PolicyChanged"),
    INTEGRATION_CHANGED("IntegrationChanged"),
    SECRET_READ("SecretRead"),
    POSTURE_DRIFT("PostureDrift"),
    APPROVAL_REQUESTED("ApprovalRequested"),
    APPROVAL_DECIDED("ApprovalDecided");

    private final String wireName;

    EventType(String wireName) {
        this.wireName = wireName;
    }

    /** Reads the wire's name; fails with {@link IllegalArgumentException} on an unknown one. */
    @JsonCreator
    public static EventType of(String wireName) {
        return find(wireName).orElseThrow(() -> new IllegalArgumentException("unknown event type '" + wireName + "'"));
    }

    /** The type of the wire's name; empty where this code is older than the name. */
    public static Optional<EventType> find(String wireName) {
        for (var candidate : values()) {
            if (candidate.wireName.equals(wireName)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    @JsonValue
    @Override
    public String toString() {
        return wireName;
    }
}
