package io.aispm.stack.command;

import io.aispm.stack.project.AgentProject;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a project to begin an agent with. */
@Command(
        name = "new-agent",
        description = "Make a project with an agent that chats and a test that passes; prints its folder.")
final class NewAgentCommand implements Callable<Integer> {

    /** What an agent is written in. */
    enum Language {
        python,
        java
    }

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private StackOptions stack = new StackOptions();

    @Option(names = "--lang", required = true, description = "${COMPLETION-CANDIDATES}")
    private Language language = Language.python;

    @Option(names = "--in", paramLabel = "DIR", defaultValue = ".", description = "where to make it (default: here)")
    private Path parent = Path.of(".");

    @Parameters(paramLabel = "NAME", description = "the agent's name, and its folder's")
    private String name = "";

    @Override
    public Integer call() {
        var project = new AgentProject(stack.folders().project(), parent, name);
        var folder = switch (language) {
            case python -> project.python();
            case java -> project.java();
        };
        var terminal = Terminal.of(spec);
        terminal.getOut().println(folder);
        terminal.getErr().println("Its README.md says how it is tested and tried.");
        return 0;
    }
}
