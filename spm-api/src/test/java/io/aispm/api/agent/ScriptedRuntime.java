package io.aispm.api.agent;

import io.aispm.api.agent.runtime.AgentCode;
import io.aispm.api.agent.runtime.AgentRuntime;
import io.aispm.api.agent.runtime.Exit;
import io.aispm.api.agent.runtime.Launch;
import io.aispm.api.agent.runtime.LogLine;
import io.aispm.api.agent.runtime.Preparation;
import io.aispm.api.agent.runtime.Sandbox;
import io.aispm.api.agent.runtime.SpawnRequest;
import io.aispm.api.agent.runtime.Validation;
import io.aispm.contract.agent.AgentId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Runs nothing. What becomes of an agent is told by its code: {@code # invalid} is refused at upload, {@code # warns}
 * has a warning, {@code # uninstallable} gets no packages, {@code # refused} no process, {@code # dies} has one that ends
 * at once, of {@code # tampered} the host's copy was changed.
 */
public final class ScriptedRuntime implements AgentRuntime {

    private final List<SpawnRequest> spawned = new CopyOnWriteArrayList<>();
    private final Map<Sandbox, Exit> exits = new ConcurrentHashMap<>();
    private final Map<AgentId, List<LogLine>> lines = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public Validation validate(AgentCode code) {
        if (says(code, "invalid")) {
            return new Validation.Invalid(List.of("Syntax error in line 1: invalid syntax"));
        }
        return new Validation.Valid(says(code, "warns") ? List.of("The dry import failed.") : List.of());
    }

    @Override
    public Preparation prepare(AgentCode code, Consumer<String> tell) {
        if (code.requirements() == null) {
            return new Preparation.Prepared(List.of());
        }
        tell.accept("Installing the agent's requirements.");
        return says(code, "uninstallable")
                ? new Preparation.Failed("Installing the agent's requirements failed: no such package.")
                : new Preparation.Prepared(List.of());
    }

    @Override
    public Launch spawn(SpawnRequest request) {
        if (says(request.code(), "refused")) {
            return new Launch.Refused("There is no room for the sandbox.");
        }
        spawned.add(request);
        if (says(request.code(), "dies")) {
            end(request.sandbox(), "exit code 1");
        }
        return new Launch.Started(says(request.code(), "tampered"));
    }

    @Override
    public void stop(Sandbox sandbox, Duration grace) {
        exits.putIfAbsent(sandbox, new Exit(143, "killed by signal 15"));
    }

    @Override
    public Optional<Exit> exited(Sandbox sandbox) {
        if (spawned.stream().noneMatch(request -> request.sandbox().equals(sandbox))) {
            return Optional.of(new Exit(-1, "gone"));
        }
        return Optional.ofNullable(exits.get(sandbox));
    }

    @Override
    public List<Sandbox> running() {
        return spawned.stream()
                .map(SpawnRequest::sandbox)
                .filter(sandbox -> !exits.containsKey(sandbox))
                .toList();
    }

    @Override
    public List<LogLine> logs(AgentId agent, int tail) {
        var all = lines.getOrDefault(agent, List.of());
        return all.subList(Math.max(0, all.size() - tail), all.size());
    }

    @Override
    public void remove(AgentId agent) {
        lines.remove(agent);
    }

    /** Ends a process as if by itself. */
    public void end(Sandbox sandbox, String reason) {
        write(sandbox.agent(), Instant.EPOCH, "stderr", "last words");
        exits.put(sandbox, new Exit(1, reason));
    }

    /** The agent writes a line. */
    public void write(AgentId agent, Instant ts, String stream, String text) {
        lines.computeIfAbsent(agent, _ -> new CopyOnWriteArrayList<>()).add(new LogLine(ts, stream, text));
    }

    /** All starts of an agent's process so far, oldest first. */
    public List<SpawnRequest> starts(AgentId agent) {
        return spawned.stream()
                .filter(request -> request.sandbox().agent().equals(agent))
                .toList();
    }

    private static boolean says(AgentCode code, String word) {
        return new String(code.content(), StandardCharsets.UTF_8).contains("# " + word);
    }
}
