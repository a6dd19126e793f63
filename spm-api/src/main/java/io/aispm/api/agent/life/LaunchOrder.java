package io.aispm.api.agent.life;

import io.aispm.api.agent.Agent;
import io.aispm.api.agent.runtime.Sandbox;

/** A start that has been decided on and whose process is to be made now. The credentials live in memory only. */
record LaunchOrder(Agent agent, Sandbox sandbox, Credentials credentials) {}
