package io.aispm.stack.command;

import io.aispm.stack.machine.Folders;
import io.aispm.stack.machine.Progress;
import io.aispm.stack.machine.Shell;
import io.aispm.stack.machine.StackException;
import io.aispm.stack.part.StackContext;
import io.aispm.stack.supervise.StackState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A stack whose supervisor is a process of its own. */
final class DetachedStack {

    private static final Duration GLANCE = Duration.ofMillis(100);

    /** A first start fetches and prepares what it needs, which takes minutes where the network is slow. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final StackOptions stack;
    private final Progress progress;
    private long shown;

    DetachedStack(StackOptions stack, Progress progress) {
        this.stack = stack;
        this.progress = progress;
    }

    private Path data() {
        return stack.folders().data();
    }

    /** Starts a supervisor, relays what it says, and returns when everything is healthy. */
    void start(int portOffset, String runtime, boolean hurry) {
        var log = Folders.makePrivate(data().resolve("logs")).resolve("up.log");
        var supervisor = launch(portOffset, runtime, hurry, log);
        while (true) {
            relay(log);
            var state = StackState.ofRunning(data())
                    .filter(known -> known.supervisor().pid() == supervisor.pid());
            if (state.filter(UpCommand::isUp).isPresent()) {
                break;
            }
            if (!supervisor.isAlive()) {
                relay(log);
                throw StackException.because("The stack did not start; %s says why".formatted(log));
            }
            pause();
        }
        relay(log);
    }

    private Process launch(int portOffset, String runtime, boolean hurry, Path log) {
        var folders = stack.folders();
        var command = new ArrayList<String>();
        Shell.which("setsid").ifPresent(setsid -> command.add(setsid.toString()));
        command.addAll(List.of(
                StackContext.java().toString(),
                "-Xmx160m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Daispm.project=" + folders.project(),
                "-Daispm.cache=" + folders.cache(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.aispm.stack.Aispm",
                "up",
                "--data-dir",
                folders.data().toString(),
                "--port-offset",
                Integer.toString(portOffset),
                "--runtime",
                runtime));
        if (hurry) {
            command.add("--hurry");
        }
        try {
            Files.writeString(log, "");
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void relay(Path log) {
        try (var file = Files.newByteChannel(log)) {
            file.position(shown);
            var fresh = java.nio.ByteBuffer.allocate((int) Math.min(1 << 20, file.size() - shown));
            while (fresh.hasRemaining() && file.read(fresh) >= 0) {}
            var text = new String(fresh.array(), 0, fresh.position(), StandardCharsets.UTF_8);
            var whole = text.substring(0, text.lastIndexOf('\n') + 1);
            shown += whole.getBytes(StandardCharsets.UTF_8).length;
            whole.lines().forEach(progress::line);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Asks a running stack to restart what was built anew; returns when all of it is healthy, fails where it isn't. */
    void refresh(StackState running) {
        progress.say("the stack is running already (supervisor %d)"
                .formatted(running.supervisor().pid()));
        var request = new RestartRequest(data());
        await(
                "it is still starting",
                () -> StackState.ofRunning(data()).filter(UpCommand::isUp).isPresent());
        request.ask();
        await("its supervisor does not answer", () -> !request.isThere());
        var answer = request.read();
        if (!answer.isEmpty()) {
            throw StackException.because(answer);
        }
    }

    private void await(String otherwise, BooleanSupplier reached) {
        var limit = progress.now().plus(PATIENCE);
        while (!reached.getAsBoolean()) {
            requireAlive();
            if (progress.now().isAfter(limit)) {
                throw StackException.because("After %d minutes %s; %s says more"
                        .formatted(PATIENCE.toMinutes(), otherwise, data().resolve("logs")));
            }
            pause();
        }
    }

    private void requireAlive() {
        if (StackState.ofRunning(data()).isEmpty()) {
            throw StackException.because("The stack ended meanwhile");
        }
    }

    private static void pause() {
        try {
            Thread.sleep(GLANCE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw StackException.because("interrupted", stopped);
        }
    }
}
