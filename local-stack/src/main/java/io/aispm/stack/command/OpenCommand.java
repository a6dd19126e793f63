package io.aispm.stack.command;

import io.aispm.stack.client.Platform;
import io.aispm.stack.machine.Shell;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Opens the admin UI, signed in by a link that works once. */
@Command(name = "open", description = "Open the admin UI signed in, by a link that works once and for 5 minutes.")
final class OpenCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private Target target = new Target();

    @Mixin
    private PersonOptions person = new PersonOptions();

    @Option(names = "--print", description = "only print the link")
    private boolean print;

    @Override
    public Integer call() {
        var link = link(target.platformFor(person.person()));
        Terminal.of(spec).getOut().println(link);
        if (print) {
            return 0;
        }
        var opened = Shell.which("xdg-open").isPresent()
                && Shell.run("xdg-open", link).succeeded();
        if (!opened) {
            Terminal.of(spec).getErr().println("No browser could be opened here; open the link yourself.");
        }
        return opened ? 0 : 1;
    }

    static String link(Platform platform) {
        return platform.post("/sign-in-links", Map.of()).path("url").asString();
    }
}
