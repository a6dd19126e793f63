package io.aispm.stack.command;

import io.aispm.stack.client.ApiException;
import io.aispm.stack.machine.StackException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** All commands, and how their failures are told. */
@Command(
        name = "./aispm",
        scope = CommandLine.ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        version = "AI-SPM 1.0.0",
        description = "The platform that makes AI agents safe to run.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "  test [--fast]    every test on a fresh machine; the same command that CI runs",
            "  bench [NAME]     the benchmarks"
        },
        subcommands = {
            DemoCommand.class,
            PrepareCommand.class,
            HandOutCommand.class,
            PrepareStoresCommand.class,
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            TokenCommand.class,
            OpenCommand.class,
            NewAgentCommand.class,
            DevCommand.class,
            DeployCommand.class,
            ChatCommand.class,
            ActivityCommand.class,
            AgentsCommand.class,
            LogsCommand.class,
            StartCommand.class,
            StopCommand.class,
            DeleteCommand.class,
            SecretCommand.class,
            DeadLettersCommand.class
        })
public final class Commands {

    private static final int REFUSED = 1;

    private Commands() {}

    /** Carries out one command line; 0 only when the thing asked for happened. */
    public static int run(String... arguments) {
        return line().execute(arguments);
    }

    static CommandLine line() {
        return new CommandLine(new Commands())
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler((failure, line, _) -> tell(failure, line));
    }

    private static int tell(Exception failure, CommandLine line) {
        var cause = failure instanceof CompletionException && failure.getCause() instanceof Exception inner
                ? inner
                : failure;
        return switch (cause) {
            case StackException known -> say(line, known.sentence(), known.exitCode());
            case ApiException refused -> say(line, refused.text(), REFUSED);
            case UncheckedIOException broken -> say(line, String.valueOf(broken.getMessage()), REFUSED);
            default -> say(line, "Unexpected: " + cause, REFUSED);
        };
    }

    private static int say(CommandLine line, String sentence, int exitCode) {
        line.getErr().println(sentence);
        line.getErr().flush();
        return exitCode;
    }
}
