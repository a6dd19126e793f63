package io.aispm.stack.command;

import io.aispm.stack.machine.StackException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints a token for this machine's stack. */
@Command(name = "token", description = "Print a JWT of the local issuer, for this machine's stack only.")
final class TokenCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private StackOptions stack = new StackOptions();

    @Mixin
    private PersonOptions person = new PersonOptions();

    @Option(
            names = "--ttl",
            defaultValue = "1h",
            converter = Durations.class,
            description = "how long it is valid (default: ${DEFAULT-VALUE})")
    private Duration lifetime = Duration.ofHours(1);

    @Override
    public Integer call() {
        var keys = stack.keys();
        if (!keys.haveBeenMade()) {
            throw StackException.because("There is no stack in %s yet; start it with ./aispm up"
                    .formatted(stack.folders().data()));
        }
        var now = Clock.systemUTC().instant();
        Terminal.of(spec).getOut().println(keys.issuer().token(person.person(), now, lifetime));
        return 0;
    }
}
