package io.aispm.stack.command;

import io.aispm.stack.client.Agents;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** What the commands about one agent have in common. */
final class AgentCommand {

    private AgentCommand() {}

    /** Tells which state was reached; 0 only when it is the wished one. */
    static int report(CommandLine terminal, JsonNode agent, String wished) {
        var state = Agents.state(agent);
        var reason = agent.path("state_reason").asString("");
        terminal.getErr()
                .println("%s is %s%s"
                        .formatted(agent.path("name").asString(), state, reason.isEmpty() ? "" : ": " + reason));
        return state.equals(wished) ? 0 : 1;
    }
}
