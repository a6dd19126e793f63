package io.aispm.stack.supervise;

import io.aispm.stack.machine.Progress;
import io.aispm.stack.machine.StackException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;

/** Starts all parts, each as soon as what it needs is ready, and keeps them alive until it is told to stop. */
public final class Supervisor {

    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration GLANCE = Duration.ofMillis(100);

    private final Map<String, Supervised> parts = new LinkedHashMap<>();
    private final Path logs;
    private final Progress progress;
    private final BiConsumer<String, Running> onLaunch;
    private volatile boolean stopping;

    /** The listener hears of each process that was launched, at once. */
    public Supervisor(List<Part> parts, Path logs, Progress progress, BiConsumer<String, Running> onLaunch) {
        parts.forEach(part -> this.parts.put(part.name(), new Supervised(part)));
        this.logs = logs;
        this.progress = progress;
        this.onLaunch = onLaunch;
    }

    /** Returns when all parts are ready; fails with the first that can't be. */
    public void start() {
        parts.values()
                .forEach(part ->
                        Thread.ofPlatform().daemon().name(part.part.name()).start(() -> keepAlive(part)));
        parts.values().forEach(this::await);
    }

    private void await(Supervised supervised) {
        try {
            supervised.ready.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof StackException known) {
                throw known;
            }
            throw failed;
        }
    }

    private void keepAlive(Supervised supervised) {
        try {
            for (var need : supervised.part.needs()) {
                named(need).ready.join();
            }
            bring(supervised, "");
        } catch (RuntimeException failed) {
            supervised.ready.completeExceptionally(
                    failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed);
            return;
        }
        while (!stopping) {
            restartAfterDeath(supervised);
        }
    }

    private Supervised named(String part) {
        var supervised = parts.get(part);
        if (supervised == null) {
            throw new IllegalStateException("There is no part named " + part);
        }
        return supervised;
    }

    private void restartAfterDeath(Supervised supervised) {
        var died = supervised.current();
        died.onExit().join();
        if (stopping) {
            return;
        }
        var remark = "restarted";
        if (!supervised.wanted) {
            remark = "started again after it died";
            progress.say("%s died (exit code %d)".formatted(supervised.part.name(), died.exitCode()));
            pause(supervised.backoff.afterDeath(supervised.since, progress.now()));
        }
        supervised.wanted = false;
        try {
            bring(supervised, remark);
        } catch (RuntimeException failed) {
            progress.say("%s: %s".formatted(supervised.part.name(), failed.getMessage()));
            supervised.current().end(Part.Farewell.TERMINATE, Duration.ZERO);
            tell(supervised, failed);
        }
    }

    /** Whoever asked for a restart hears that it failed; who asked in the meantime waits for the next try. */
    private static void tell(Supervised supervised, RuntimeException failed) {
        if (!supervised.wanted) {
            supervised.ready.completeExceptionally(failed);
        }
    }

    private void bring(Supervised supervised, String remark) {
        var part = supervised.part;
        if (stopping) {
            throw StackException.because("The stack is being stopped");
        }
        var launch = part.launch();
        supervised.since = progress.now();
        var running = Running.start(launch, logs.resolve(part.name() + ".log"));
        supervised.running = running;
        onLaunch.accept(part.name(), running);
        if (stopping) {
            running.end(part.farewell(), GRACE);
        }
        awaitReady(supervised, running);
        part.onReady();
        progress.ready(part.name(), supervised.since, remark);
        supervised.ready.complete(running);
    }

    private void awaitReady(Supervised supervised, Running running) {
        var part = supervised.part;
        var limit = supervised.since.plus(part.patience());
        while (!part.isReady(running)) {
            if (!running.isAlive()) {
                throw StackException.because("%s ended with exit code %d before it was ready; see %s%n%s"
                        .formatted(
                                part.name(),
                                running.exitCode(),
                                logs.resolve(part.name() + ".log"),
                                String.join(System.lineSeparator(), running.lastLines())));
            }
            if (progress.now().isAfter(limit)) {
                throw StackException.because("%s was not ready after %d s; see %s"
                        .formatted(part.name(), part.patience().toSeconds(), logs.resolve(part.name() + ".log")));
            }
            pause(GLANCE);
        }
    }

    /**
     * Ends the parts and waits until each has been started again from its present build; fails with the first that could
     * not be, which is tried again for as long as the stack runs.
     */
    public void restart(Set<String> names) {
        var restarted = parts.values().stream()
                .filter(supervised -> names.contains(supervised.part.name()))
                .toList();
        for (var supervised : restarted) {
            supervised.ready = new CompletableFuture<>();
            supervised.wanted = true;
            supervised.current().end(supervised.part.farewell(), GRACE);
        }
        restarted.forEach(this::await);
    }

    /** From now on nothing is started again. */
    public void beginStop() {
        stopping = true;
    }

    /** Ends these parts together and waits for their end. */
    public void stop(Set<String> names) {
        beginStop();
        var ends = parts.values().stream()
                .filter(supervised -> names.contains(supervised.part.name()))
                .map(supervised -> {
                    var running = supervised.running;
                    return CompletableFuture.runAsync(
                            () -> {
                                if (running != null) {
                                    running.end(supervised.part.farewell(), GRACE);
                                }
                            },
                            task -> Thread.ofPlatform().daemon().start(task));
                })
                .toList();
        ends.forEach(CompletableFuture::join);
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** A part and what has become of it. */
    private static final class Supervised {

        private final Part part;
        private final Backoff backoff = new Backoff();
        private volatile java.time.Instant since = java.time.Instant.EPOCH;
        private volatile @org.jspecify.annotations.Nullable Running running;
        private volatile boolean wanted;
        private volatile CompletableFuture<Running> ready = new CompletableFuture<>();

        Supervised(Part part) {
            this.part = part;
        }

        Running current() {
            var now = running;
            if (now == null) {
                throw new IllegalStateException(part.name() + " was never started");
            }
            return now;
        }
    }
}
