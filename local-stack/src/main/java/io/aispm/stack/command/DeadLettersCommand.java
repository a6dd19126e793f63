package io.aispm.stack.command;

import io.aispm.stack.client.Platform;
import io.aispm.stack.machine.Ports;
import io.aispm.stack.machine.StackException;
import io.aispm.stack.part.StackParts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the lineage records that could not be kept, and tries them again; exit code 1 when some die again. */
@Command(name = "dead-letters", description = "Print lineage records that could not be kept, or try them again.")
final class DeadLettersCommand implements Callable<Integer> {

    private static final String SERVICE = "lineage-consumer";
    private static final int SOME_DIED = 1;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private StackOptions stack = new StackOptions();

    @Option(names = "--replay", description = "try all that wait once more")
    private boolean replay;

    @Option(names = "--json", description = "print JSON, for machines")
    private boolean json;

    @Override
    public Integer call() {
        var lineage = lineage();
        if (replay) {
            var tried = lineage.post("/dead-letters/replay", Map.of());
            var dead = tried.path("dead_again").asInt();
            print(
                    tried.toString(),
                    "%d tried again, %d of them can't be kept"
                            .formatted(tried.path("replayed").asInt(), dead));
            return dead == 0 ? 0 : SOME_DIED;
        }
        var waiting = lineage.get("/dead-letters", Map.of("limit", "200"));
        if (json) {
            print(waiting.toString(), "");
            return 0;
        }
        waiting.forEach(letter -> print(
                "",
                "%s  %-10s %6d bytes  %s"
                        .formatted(
                                letter.path("at").asString(),
                                letter.path("origin").asString("-"),
                                letter.path("bytes").asInt(),
                                letter.path("reason").asString())));
        return 0;
    }

    private Platform lineage() {
        var state = stack.running().orElseThrow(StackException::notRunning);
        var url = Objects.requireNonNull(
                StackParts.services(new Ports(state.portOffset())).get(SERVICE));
        try {
            var token = Files.readString(stack.keys().serviceTokenFile("local-stack"))
                    .strip();
            return Platform.internal(url, token);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void print(String forMachines, String forPeople) {
        var out = Terminal.of(spec).getOut();
        out.println(json ? forMachines : forPeople);
        out.flush();
    }
}
