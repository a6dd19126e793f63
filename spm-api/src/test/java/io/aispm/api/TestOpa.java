package io.aispm.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;

/** A real OPA that takes its bundle from the control plane under test, as it does outside of tests. */
public final class TestOpa {

    private static final String VERSION = "1.22.2";

    private final Path token;
    private final Path publicKey;
    private final int port;
    private @Nullable Process process;

    private TestOpa(Path token, Path publicKey) {
        this.token = token;
        this.publicKey = publicKey;
        this.port = freePort();
    }

    /** Starts with the context's server and ends with its context. */
    static TestOpa of(ConfigurableApplicationContext context, Path token, Path publicKey) {
        var opa = new TestOpa(token, publicKey);
        context.addApplicationListener((ApplicationListener<WebServerInitializedEvent>) started -> {
            if (started.getApplicationContext().equals(context)) {
                opa.start(started.getWebServer().getPort());
            }
        });
        context.addApplicationListener((ApplicationListener<ContextClosedEvent>) closed -> {
            if (closed.getApplicationContext().equals(context)) {
                opa.stop();
            }
        });
        context.addBeanFactoryPostProcessor(beans -> beans.registerSingleton("testOpa", opa));
        return opa;
    }

    /** Where it answers. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** OPA's program: by OPA_BINARY, on the PATH, or in the cache. */
    public static Path binary() {
        var named = Optional.ofNullable(System.getenv("OPA_BINARY")).map(Path::of);
        var onPath = Stream.of(System.getenv("PATH").split(":", -1)).map(folder -> Path.of(folder, "opa"));
        var cache = Optional.ofNullable(System.getenv("AISPM_CACHE"))
                .map(Path::of)
                .orElse(Path.of(System.getProperty("user.home"), ".cache", "aispm"));
        return Stream.concat(Stream.concat(named.stream(), onPath), Stream.of(cache.resolve("opa/" + VERSION + "/opa")))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("These tests need OPA " + VERSION
                        + ": put it on the PATH, or run ./aispm test, which fetches it"));
    }

    /** Stops it in its tracks: it answers nobody. */
    public void freeze() {
        signal("STOP");
    }

    /** Lets it go on. */
    public void thaw() {
        signal("CONT");
    }

    private void start(int controller) {
        try {
            var config = Files.createTempFile("opa", ".yaml");
            Files.writeString(config, """
                    services:
                      spm:
                        url: http://127.0.0.1:%1$d
                        credentials: {bearer: {token_path: "%2$s"}}
                      status:
                        url: http://127.0.0.1:%1$d/internal/opa
                        credentials: {bearer: {token_path: "%2$s"}}
                    status: {service: status, partition_name: bundles}
                    keys: {bundle: {algorithm: ES256}}
                    bundles:
                      spm:
                        service: spm
                        resource: /internal/opa/bundle.tar.gz
                        signing: {keyid: bundle}
                        polling: {min_delay_seconds: 1, max_delay_seconds: 2, long_polling_timeout_seconds: 10}
                    """.formatted(controller, token));
            var started = new ProcessBuilder(
                            binary().toString(),
                            "run",
                            "--server",
                            "--addr",
                            "127.0.0.1:" + port,
                            "--log-level",
                            "error",
                            "--disable-telemetry",
                            "--config-file",
                            config.toString(),
                            "--set-file",
                            "keys.bundle.key=" + publicKey)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process = started;
            Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
        } catch (IOException failed) {
            throw new UncheckedIOException("OPA does not start", failed);
        }
    }

    private void stop() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    private void signal(String name) {
        try {
            var pid = String.valueOf(process == null ? 0 : process.pid());
            new ProcessBuilder("kill", "-" + name, pid).start().waitFor();
        } catch (IOException failed) {
            throw new UncheckedIOException("no signal to OPA", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException("no free port", failed);
        }
    }
}
