package io.aispm.api.agent.runtime.bubblewrap;

import io.aispm.api.agent.runtime.Limits;
import io.aispm.api.agent.runtime.RuntimeUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
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

    /** Who a sandbox becomes, and where its traces go. */
    record Claim(Map<String, @Nullable Object> inside, StartFiles files, Path log) {}

    /** How a short task ended, with what it said. */
    record Ended(int code, String reason, String stdout, String stderr) {}

    /** Makes a sandbox that waits for its agent as long as this process lives. */
    Waiting start(Task task, Path notes) throws IOException {
        return new Waiting(begin(order(task), ProcessBuilder.Redirect.appendTo(notes.toFile())), json);
    }

    /** Runs a task to its end, at most so long; it can read the input. */
    Ended run(Task task, int deadlineSeconds, String input) throws IOException, RuntimeUnavailableException {
        var order = order(task);
        order.put("deadline_s", deadlineSeconds);
        order.put("input", input);
        var keeper = begin(order, ProcessBuilder.Redirect.DISCARD);
        keeper.getOutputStream().close();
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
        write(keeper, json, order);
        return keeper;
    }

    private static void write(Process keeper, JsonMapper json, Object line) throws IOException {
        var input = keeper.getOutputStream();
        input.write(json.writeValueAsBytes(line));
        input.write('\n');
        input.flush();
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

    /** A sandbox that nobody lives in yet. */
    record Waiting(Process keeper, JsonMapper json) {

        boolean isAlive() {
            return keeper.isAlive();
        }

        /** Gives it to an agent; returns once the agent's process has been told. From now on it outlives this process. */
        void claim(Claim claim) throws IOException, RuntimeUnavailableException {
            var order = new TreeMap<String, @Nullable Object>();
            order.put("record", claim.files().record().toString());
            order.put("exit", claim.files().exit().toString());
            order.put("log", claim.log().toString());
            order.put("claim", claim.inside());
            try (var answer = keeper.inputReader(StandardCharsets.UTF_8)) {
                write(keeper, json, order);
                keeper.getOutputStream().close();
                if (answer.readLine() == null) {
                    throw new RuntimeUnavailableException("The sandbox's keeper could not be started; see its notes.");
                }
            }
        }

        /** Ends it, since nobody wants it. */
        void discard() {
            try {
                keeper.getOutputStream().close();
            } catch (IOException gone) {
                throw new UncheckedIOException("a waiting sandbox's keeper can't be told to end", gone);
            }
        }
    }
}
