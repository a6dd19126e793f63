package io.aispm.stack.command;

import io.aispm.stack.client.Agents;
import io.aispm.stack.machine.StackException;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tries an agent while it is written: in the sandbox, anew after each change of its file, with a chat in the terminal. */
@Command(
        name = "dev",
        description = {
            "Run an agent in the sandbox while you write it: a chat in the terminal, and a new start after each change of",
            "its file. Ends with the input, and leaves nothing behind."
        })
final class DevCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private Target target = new Target();

    @Parameters(paramLabel = "FILE", description = "agent.py or agent.jar")
    private Path file = Path.of("");

    @Option(names = "--type", defaultValue = "custom", description = "default: ${DEFAULT-VALUE}")
    private String type = "";

    @Option(names = "--requirements", paramLabel = "F", description = "a requirements.txt")
    private @Nullable Path requirements;

    @Override
    public Integer call() throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw StackException.because("The file %s can't be read".formatted(file));
        }
        var name = "dev " + String.valueOf(file.getFileName()).replaceAll("[^A-Za-z0-9._-]", "-") + " "
                + UUID.randomUUID().toString().substring(0, 8);
        var upload = new Agents.Upload(file, name, "dev", type, Optional.ofNullable(requirements));
        var terminal = Terminal.of(spec);
        var charset =
                Optional.ofNullable(System.console()).map(Console::charset).orElse(Charset.defaultCharset());
        var input = new BufferedReader(new InputStreamReader(System.in, charset));
        try (var session = new DevSession(target.platform(), target.agents(), upload, terminal)) {
            Runtime.getRuntime().addShutdownHook(new Thread(session::close, "dev-leaving"));
            return session.chat(input) ? 0 : 1;
        }
    }
}
