package io.aispm.stack.part;

import io.aispm.stack.machine.Ports;
import io.aispm.stack.machine.Progress;
import io.aispm.stack.machine.StackException;
import io.aispm.stack.part.HealthProbe.Health;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Whether the stack as a whole is well: a part may be up and still miss another. */
final class StackHealth {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration GLANCE = Duration.ofMillis(200);

    private final Ports ports;
    private final Progress progress;
    private final Function<String, Health> probe;

    /** The probe says how the service at a URL is. */
    StackHealth(Ports ports, Progress progress, Function<String, Health> probe) {
        this.ports = ports;
        this.progress = progress;
        this.probe = probe;
    }

    /** Returns as soon as no service misses anything; fails with what they miss where that takes longer than a minute. */
    void awaitWhole(boolean localModel) {
        var limit = progress.now().plus(PATIENCE);
        while (true) {
            var missing = missing(localModel);
            if (missing.isEmpty()) {
                return;
            }
            if (progress.now().isAfter(limit)) {
                throw StackException.because(missing.entrySet().stream()
                        .map(entry -> "%s misses %s".formatted(entry.getKey(), String.join(", ", entry.getValue())))
                        .collect(Collectors.joining("; ")));
            }
            pause();
        }
    }

    private Map<String, List<String>> missing(boolean localModel) {
        var missing = new TreeMap<String, List<String>>();
        StackParts.services(ports).forEach((name, url) -> {
            if (name.equals("local-model") && !localModel) {
                return;
            }
            var health = probe.apply(url);
            if (!health.isUp()) {
                missing.put(name, List.of("its own health"));
            } else if (!health.degraded().isEmpty()) {
                missing.put(name, health.degraded());
            }
        });
        return missing;
    }

    private static void pause() {
        try {
            Thread.sleep(GLANCE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
