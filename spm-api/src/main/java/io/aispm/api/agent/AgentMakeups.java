package io.aispm.api.agent;

/** Tells what agents are made of; always fresh from the database. */
public interface AgentMakeups {

    /** What the agent would be started with now. */
    AgentMakeup of(Agent agent);
}
