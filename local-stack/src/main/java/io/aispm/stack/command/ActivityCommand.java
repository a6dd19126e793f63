package io.aispm.stack.command;

import io.aispm.stack.client.Agents;
import io.aispm.stack.client.ApiException;
import io.aispm.stack.machine.StackException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
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

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int MOST = 200;
    private static final int SERVER_ERROR = 500;
    private static final int MOST_REMEMBERED = 10_000;

    /** Ends after which coming back helps. */
    private static final Set<String> PASSING = Set.of("too_slow", "restarting", "lineage_unavailable");

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

    private final Set<String> shown = new LinkedHashSet<>();
    private Optional<String> last = Optional.empty();
    private boolean wasOpen;

    @Override
    public Integer call() throws InterruptedException {
        var agents = target.agents();
        var id = agents.idOf(agent);
        if (!follow) {
            print(agents.activity(id, limit));
            return 0;
        }
        var most = limit;
        while (true) {
            var end = followOnce(agents, id, most);
            if (end.isPresent() && !PASSING.contains(end.get().path("code").asString())) {
                throw StackException.because(end.get().path("detail").asString());
            }
            most = MOST;
            Thread.sleep(PAUSE);
        }
    }

    /** Where the stream can't go on after the last row, the list tells what is missing; open first, so nothing is. */
    private Optional<JsonNode> followOnce(Agents agents, String id, int most) {
        try {
            return agents.follow(
                    id,
                    last,
                    () -> {
                        wasOpen = true;
                        if (last.isEmpty()) {
                            print(agents.activity(id, most));
                        }
                    },
                    this::printNew);
        } catch (ApiException refused) {
            if (refused.code().equals("event_not_in_feed")) {
                last = Optional.empty();
                return Optional.empty();
            }
            if (wasOpen && (refused.status() == 0 || refused.status() >= SERVER_ERROR)) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private void print(JsonNode rows) {
        if (target.json() && !follow) {
            Terminal.of(spec).getOut().println(rows.toString());
            Terminal.of(spec).getOut().flush();
            return;
        }
        for (int i = rows.size() - 1; i >= 0; i--) {
            printNew(rows.get(i));
        }
    }

    private void printNew(JsonNode row) {
        var id = row.path("id").asString();
        last = Optional.of(id);
        if (!shown.add(id)) {
            return;
        }
        if (shown.size() > MOST_REMEMBERED) {
            shown.remove(shown.iterator().next());
        }
        var out = Terminal.of(spec).getOut();
        out.println(target.json() ? row.toString() : ActivityRow.line(row));
        out.flush();
    }
}
