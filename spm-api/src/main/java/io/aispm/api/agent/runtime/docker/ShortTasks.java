package io.aispm.api.agent.runtime.docker;

import com.github.dockerjava.api.model.HostConfig;
import io.aispm.api.agent.runtime.LogLine;
import io.aispm.api.agent.runtime.RuntimeUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Runs programs of the agents' image to their end, each in a container of its own that is told its order in one line. */
final class ShortTasks {

    static final String LABEL = "io.aispm.task";
    private static final int MOST_LINES = 2_000;
    private static final byte[] NOTHING = {};

    private final Containers containers;
    private final JsonMapper json;

    ShortTasks(Containers containers, JsonMapper json) {
        this.containers = containers;
        this.json = json;
    }

    /** How a task ended: its exit code, empty if it was out of time, and its last line of output. */
    record Ended(Optional<Integer> code, String answer, String complaint) {}

    /** Does something with a container that has ended, before it is removed. */
    @FunctionalInterface
    interface Afterwards {

        void accept(String name, Ended ended);
    }

    Ended run(String purpose, String image, List<String> command, Object order, HostConfig shape, Duration patience)
            throws RuntimeUnavailableException {
        return run(purpose, image, command, order, NOTHING, shape, patience, (_, _) -> {});
    }

    /** The same with bytes that follow the order. */
    Ended run(
            String purpose,
            String image,
            List<String> command,
            Object order,
            byte[] more,
            HostConfig shape,
            Duration patience)
            throws RuntimeUnavailableException {
        return run(purpose, image, command, order, more, shape, patience, (_, _) -> {});
    }

    Ended run(
            String purpose,
            String image,
            List<String> command,
            Object order,
            HostConfig shape,
            Duration patience,
            Afterwards afterwards)
            throws RuntimeUnavailableException {
        return run(purpose, image, command, order, NOTHING, shape, patience, afterwards);
    }

    private Ended run(
            String purpose,
            String image,
            List<String> command,
            Object order,
            byte[] more,
            HostConfig shape,
            Duration patience,
            Afterwards afterwards)
            throws RuntimeUnavailableException {
        var name = ContainerName.shortLived(purpose);
        containers.start(name, image, command, Map.of(LABEL, purpose), shape);
        try {
            containers.tell(name, (json.writeValueAsString(order) + "\n").getBytes(StandardCharsets.UTF_8), more);
            var code = containers.awaitEnd(name, patience);
            var lines = containers.logs(name, MOST_LINES);
            var ended = new Ended(code, last(lines, "stdout"), last(lines, "stderr"));
            afterwards.accept(name, ended);
            return ended;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new RuntimeUnavailableException("This service is stopping.", interrupted);
        } finally {
            containers.remove(name);
        }
    }

    private static String last(List<LogLine> lines, String stream) {
        return lines.stream()
                .filter(line -> line.stream().equals(stream))
                .map(LogLine::text)
                .collect(Collectors.reducing("", (_, later) -> later));
    }
}
