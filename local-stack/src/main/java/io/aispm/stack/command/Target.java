package io.aispm.stack.command;

import io.aispm.stack.client.Agents;
import io.aispm.stack.client.Platform;
import io.aispm.stack.keys.LocalIssuer.Person;
import io.aispm.stack.machine.Ports;
import io.aispm.stack.machine.StackException;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which platform a command speaks to: this machine's stack, or one named by its URL. */
final class Target {

    private static final Duration TOKEN_LIFETIME = Duration.ofHours(1);

    @Mixin
    private StackOptions stack = new StackOptions();

    @Option(names = "--api", paramLabel = "URL", description = "a remote platform (default: this machine's stack)")
    private @Nullable String api;

    @Option(names = "--token", description = "a person's token for --api (default: $AISPM_TOKEN)")
    private @Nullable String token;

    @Option(names = "--json", description = "print JSON, for machines")
    private boolean json;

    boolean json() {
        return json;
    }

    StackOptions stack() {
        return stack;
    }

    Agents agents() {
        return new Agents(platform(), Clock.systemUTC());
    }

    Platform platform() {
        if (api != null) {
            return new Platform(api, remoteToken());
        }
        return token == null ? platformFor(Person.administrator()) : new Platform(localOrigin(), token);
    }

    /** This machine's stack, asked as somebody else than its administrator. */
    Platform platformFor(Person person) {
        var origin = localOrigin();
        return new Platform(
                origin, stack.keys().issuer().token(person, Clock.systemUTC().instant(), TOKEN_LIFETIME));
    }

    private String localOrigin() {
        return Ports.url(new Ports(stack.requireRunning().portOffset()).people());
    }

    private String remoteToken() {
        var given = token == null ? System.getenv().getOrDefault("AISPM_TOKEN", "") : token;
        if (given.isBlank()) {
            throw StackException.because("--api needs --token T (or AISPM_TOKEN in the environment)");
        }
        return given;
    }
}
