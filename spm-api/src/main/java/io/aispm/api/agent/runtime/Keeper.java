package io.aispm.api.agent.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Starts the process that stands beside a sandbox. It is told everything on its input, so that no secret is on a command line. */
record Keeper(String python, JsonMapper json) {

    private static final int PROCESSES = 256;
    private static final long MIB = 1024 * 1024;

    /** What a keeper is to run. */
    record Task(String name, List<String> command, Map<String, String> environment, Limits limits) {}

    /** How a short task ended, with what it said. */
    record Ended(int code, String reason, String stdout, String stderr) {}

    /** Starts a task that outlives this process; returns once it exists. */
    void start(Task task, StartFiles files, Path log) throws IOException, RuntimeUnavailableException {
        var order = order(task);
        order.put("record", files.record().toString());
        order.put("exit", files.exit().toString());
        order.put("log", log.toString());
        var keeper = begin(order, ProcessBuilder.Redirect.appendTo(files.notes().toFile()));
        try (var answer = keeper.inputReader(StandardCharsets.UTF_8)) {
            if (answer.readLine() == null) {
                throw new RuntimeUnavailableException("The sandbox's keeper could not be started; see its notes.");
            }
        }
    }

    /** Runs a task to its end, at most so long. */
    Ended run(Task task, int deadlineSeconds) throws IOException, RuntimeUnavailableException {
        var order = order(task);
        order.put("deadline_s", deadlineSeconds);
        var keeper = begin(order, ProcessBuilder.Redirect.DISCARD);
        try (var answer = keeper.getInputStream()) {
            return json.readValue(answer.readAllBytes(), Ended.class);
        } catch (JacksonException unreadable) {
            throw new RuntimeUnavailableException("The sandbox's keeper could not be started.", unreadable);
        }
    }

    private Process begin(Map<String, @Nullable Object> order, ProcessBuilder.Redirect errors) throws IOException {
        var builder = new ProcessBuilder(python, "-I", "-m", "aispm_sandbox.keeper")
                .directory(Path.of("/").toFile())
                .redirectError(errors);
        var path = builder.environment().getOrDefault("PATH", "/usr/bin:/bin");
        builder.environment().clear();
        builder.environment().put("PATH", path);
        var keeper = builder.start();
        try (var input = keeper.getOutputStream()) {
            input.write(json.writeValueAsBytes(order));
        }
        return keeper;
    }

    private static Map<String, @Nullable Object> order(Task task) {
        var order = new TreeMap<String, @Nullable Object>();
        order.put("argv", task.command());
        order.put("env", task.environment());
        order.put("name", task.name());
        order.put("memory", task.limits().memoryMb() * MIB);
        order.put("pids", PROCESSES);
        order.put("cpu", task.limits().cpuQuota());
        return order;
    }
}
