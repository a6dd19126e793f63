package io.aispm.stack.command;

import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what an agent wrote. */
@Command(name = "logs", description = "Print the last lines that an agent wrote.")
final class LogsCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private Target target = new Target();

    @Parameters(paramLabel = "ID", description = "the agent's id or name")
    private String agent = "";

    @Option(names = "--tail", defaultValue = "200", description = "how many lines (default: ${DEFAULT-VALUE})")
    private int tail;

    @Override
    public Integer call() {
        var out = Terminal.of(spec).getOut();
        var id = target.agents().idOf(agent);
        var logs = target.platform().get("/agents/" + id + "/logs", Map.of("tail", Integer.toString(tail)));
        if (target.json()) {
            out.println(logs.toString());
            return 0;
        }
        for (var line : logs.path("lines")) {
            out.printf(
                    "%s %s %s%n",
                    line.path("ts").asString(),
                    line.path("stream").asString(),
                    line.path("text").asString());
        }
        return 0;
    }
}
