package io.aispm.stack.command;

import io.aispm.stack.compose.Handout;
import io.aispm.stack.part.KafkaTransport;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a deployment's secrets at its first start and gives each part its own. */
@Command(name = "hand-out-secrets", hidden = true)
final class HandOutCommand implements Callable<Integer> {

    @Mixin
    private StackOptions stack = new StackOptions();

    @Option(names = "--to", paramLabel = "DIR", required = true, description = "holds a folder for each part")
    private Path folder = Path.of("");

    @Option(names = "--user", paramLabel = "PART=UID", description = "who a part runs as")
    private Map<String, Integer> users = Map.of();

    @Override
    public Integer call() {
        var keys = stack.keys();
        new Handout(keys, KafkaTransport.of(System.getenv(), keys), folder).give(users);
        return 0;
    }
}
