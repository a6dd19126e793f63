package io.aispm.stack.command;

import io.aispm.stack.client.Agents;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Lists the agents. */
@Command(name = "agents", description = "List the agents.")
final class AgentsCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private Target target = new Target();

    @Override
    public Integer call() {
        var out = Terminal.of(spec).getOut();
        var agents = target.agents().all();
        if (target.json()) {
            out.println(JsonMapper.shared().writeValueAsString(agents.toList()));
            return 0;
        }
        agents.forEach(agent -> out.printf(
                "%s  %-12s %-24s %s%n",
                agent.path("id").asString(),
                Agents.state(agent),
                agent.path("name").asString(),
                agent.path("version").asString()));
        return 0;
    }
}
