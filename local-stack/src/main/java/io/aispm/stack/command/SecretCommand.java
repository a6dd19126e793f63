package io.aispm.stack.command;

import io.aispm.stack.machine.StackException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The secrets that an agent may read. */
@Command(name = "secret", description = "An agent's secrets.", subcommands = SecretCommand.SetCommand.class)
final class SecretCommand {

    /** Sets one; its value comes from standard input, so that no list of processes shows it. */
    @Command(name = "set", description = "Set a secret; its value is read from standard input.")
    static final class SetCommand implements Callable<Integer> {

        private static final Pattern LINE_END = Pattern.compile("\\r?\\n\\z");

        @Spec
        private @Nullable CommandSpec spec;

        @Mixin
        private Target target = new Target();

        @Parameters(index = "0", paramLabel = "ID", description = "the agent's id or name")
        private String agent = "";

        @Parameters(index = "1", paramLabel = "NAME", description = "the secret's name")
        private String name = "";

        @Override
        public Integer call() throws IOException {
            var value = withoutLineEnd(new String(System.in.readAllBytes(), StandardCharsets.UTF_8));
            if (value.isEmpty()) {
                throw StackException.because("Give the secret's value on standard input");
            }
            var id = target.agents().idOf(agent);
            target.platform().put("/agents/" + id + "/secrets/" + name, Map.of("value", value));
            Terminal.of(spec).getErr().println("%s is set".formatted(name));
            return 0;
        }

        /** The end of the line that {@code echo} and editors add is none of the value; all other white space is. */
        private static String withoutLineEnd(String text) {
            return LINE_END.matcher(text).replaceFirst("");
        }
    }
}
