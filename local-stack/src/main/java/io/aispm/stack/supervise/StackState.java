package io.aispm.stack.supervise;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What runs, written down so that other commands find it, and so that nothing is left behind. */
public record StackState(
        Phase phase,
        Mark supervisor,
        @JsonProperty("port_offset") int portOffset,
        @JsonProperty("agent_runtime") String agentRuntime,
        @JsonProperty("local_model") boolean localModel,
        Map<String, Mark> parts) {

    /** How far the stack is. */
    public enum Phase {
        @JsonProperty("starting")
        STARTING,
        @JsonProperty("up")
        UP,
        @JsonProperty("stopping")
        STOPPING
    }

    /** A process, told apart from a later one with the same number by the time it started. */
    public record Mark(long pid, @JsonProperty("started_at") long startedAt, String build) {

        public static Mark of(long pid, String build) {
            return new Mark(pid, ProcessHandle.of(pid).map(Mark::startOf).orElse(0L), build);
        }

        public Optional<ProcessHandle> handle() {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> startOf(process) == startedAt);
        }

        private static long startOf(ProcessHandle process) {
            return process.info().startInstant().map(at -> at.toEpochMilli()).orElse(0L);
        }
    }

    public static Path file(Path data) {
        return data.resolve("state.json");
    }

    /** What was last written down, if that can be read. */
    public static Optional<StackState> read(Path data) {
        var file = file(data);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JsonMapper.shared().readValue(Files.readString(file), StackState.class));
        } catch (IOException | JacksonException unreadable) {
            return Optional.empty();
        }
    }

    /** What runs now: nothing when its supervisor is gone. */
    public static Optional<StackState> ofRunning(Path data) {
        return read(data).filter(state -> state.supervisor().handle().isPresent());
    }

    public void write(Path data) {
        try {
            var beside = data.resolve("state.json.new");
            Files.writeString(
                    beside, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(this));
            Files.move(beside, file(data), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new UncheckedIOException("The state can't be written", failed);
        }
    }

    public static void forget(Path data) {
        try {
            Files.deleteIfExists(file(data));
        } catch (IOException failed) {
            throw new UncheckedIOException("The state can't be removed", failed);
        }
    }
}
