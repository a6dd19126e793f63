package io.aispm.contract;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;

/** The names of all Kafka topics and groups, built in this one place. */
public final class Topics {

    /** Lineage of every tenant; key is the agent's id, or the tenant's where no agent is concerned. */
    public static final String LINEAGE = "cpm.global.lineage_events";

    /** Bytes that an event on {@link #LINEAGE} may have: a reply of a million characters in any script, with its envelope. */
    public static final int LARGEST_LINEAGE_EVENT = 4 << 20;

    /** What makes cached knowledge stale; every instance reads it from its end. Key is the tenant's id. */
    public static final String CONTROL = "cpm.global.control";

    private Topics() {}

    /** Turns on their way to an agent; key is the session's id, value a {@code UserMessage}. */
    public static String chatIn(TenantId tenant, AgentId agent) {
        return prefix(tenant, agent) + ".chat.in";
    }

    /** An agent's replies; key is the session's id, value an {@code AgentReply}. */
    public static String chatOut(TenantId tenant, AgentId agent) {
        return prefix(tenant, agent) + ".chat.out";
    }

    /** The consumer group of one start of an agent. */
    public static String group(TenantId tenant, AgentId agent, String start) {
        return groupPrefix(tenant, agent) + start;
    }

    /** What all consumer groups of an agent begin with; an agent may use no other. */
    public static String groupPrefix(TenantId tenant, AgentId agent) {
        return prefix(tenant, agent) + ".";
    }

    private static String prefix(TenantId tenant, AgentId agent) {
        return "cpm." + tenant + ".agents." + agent;
    }
}
