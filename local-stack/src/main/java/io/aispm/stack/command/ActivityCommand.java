package io.aispm.stack.command;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Prints what an agent did. */
@Command(name = "activity", description = "Print what an agent did; newest last.")
final class ActivityCommand implements Callable<Integer> {

    private static final Duration GLANCE = Duration.ofMillis(500);
    private static final int MOST = 200;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private Target target = new Target();

    @Parameters(paramLabel = "ID", description = "the agent's id or name")
    private String agent = "";

    @Option(names = "--limit", defaultValue = "50", description = "how many rows (default: ${DEFAULT-VALUE})")
    private int limit;

    @Option(names = "--follow", description = "go on with what happens, until Ctrl-C")
    private boolean follow;

    private final Set<String> shown = new HashSet<>();

    @Override
    public Integer call() throws InterruptedException {
        var agents = target.agents();
        var id = agents.idOf(agent);
        print(agents.activity(id, limit));
        while (follow) {
            Thread.sleep(GLANCE);
            print(agents.activity(id, MOST));
        }
        return 0;
    }

    private void print(JsonNode rows) {
        var out = Terminal.of(spec).getOut();
        if (target.json() && !follow) {
            out.println(rows.toString());
            return;
        }
        for (int i = rows.size() - 1; i >= 0; i--) {
            var row = rows.get(i);
            if (shown.add(row.path("id").asString())) {
                out.println(target.json() ? row.toString() : ActivityRow.line(row));
            }
        }
        out.flush();
    }
}
