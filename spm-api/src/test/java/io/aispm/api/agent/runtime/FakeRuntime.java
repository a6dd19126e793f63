package io.aispm.api.agent.runtime;

import io.aispm.contract.agent.AgentId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Runs nothing, and lets a test say what happened: the process ended, the host refuses, the code is wrong. */
public final class FakeRuntime implements AgentRuntime {

    private final Clock clock;
    private final Map<Sandbox, SpawnRequest> living = new ConcurrentHashMap<>();
    private final Map<Sandbox, Exit> ended = new ConcurrentHashMap<>();
    private final Map<AgentId, List<LogLine>> logs = new ConcurrentHashMap<>();
    private final List<SpawnRequest> spawned = new CopyOnWriteArrayList<>();
    private volatile Optional<String> refusal = Optional.empty();
    private volatile Optional<Validation> verdict = Optional.empty();

    public FakeRuntime(Clock clock) {
        this.clock = clock;
    }

    /** From now on every start is refused with this sentence; empty: none is. */
    public void refusing(Optional<String> sentence) {
        refusal = sentence;
    }

    /** From now on every upload is judged so; empty: by whether it has a main. */
    public void judging(Validation validation) {
        verdict = Optional.of(validation);
    }

    /** From now on uploads are judged by whether they have a main. */
    public void judgingByCode() {
        verdict = Optional.empty();
    }

    /** The process of this start ends by itself. */
    public void end(Sandbox sandbox, int code) {
        finish(sandbox, new Exit(code, code > 128 ? "killed by signal " + (code - 128) : "exit code " + code));
    }

    /** The agent writes a line. */
    public void write(AgentId agent, String stream, String text) {
        logs.computeIfAbsent(agent, _ -> new CopyOnWriteArrayList<>()).add(new LogLine(clock.instant(), stream, text));
    }

    /** Every start there has been, oldest first. */
    public List<SpawnRequest> spawned() {
        return List.copyOf(spawned);
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public Validation validate(AgentCode code) {
        return verdict.orElseGet(() -> judge(new String(code.content(), StandardCharsets.UTF_8)));
    }

    @Override
    public Preparation prepare(AgentCode code, Consumer<String> tell) {
        return new Preparation.Prepared(List.of());
    }

    @Override
    public Launch spawn(SpawnRequest request) {
        if (refusal.isPresent()) {
            return new Launch.Refused(refusal.get());
        }
        if (!request.code().sha256().equals(request.sha256())) {
            return new Launch.Refused("The code is not the code that was uploaded.");
        }
        spawned.add(request);
        living.put(request.sandbox(), request);
        return new Launch.Started(false);
    }

    @Override
    public void stop(Sandbox sandbox, Duration grace) {
        finish(sandbox, grace.isZero() ? new Exit(137, "killed by signal 9") : new Exit(0, "exit code 0"));
    }

    @Override
    public Optional<Exit> exited(Sandbox sandbox) {
        if (living.containsKey(sandbox)) {
            return Optional.empty();
        }
        return Optional.of(ended.getOrDefault(sandbox, new Exit(255, "gone")));
    }

    @Override
    public List<Sandbox> running() {
        return List.copyOf(living.keySet());
    }

    @Override
    public List<LogLine> logs(AgentId agent, int tail) {
        var lines = new ArrayList<>(logs.getOrDefault(agent, List.of()));
        return List.copyOf(lines.subList(Math.max(0, lines.size() - tail), lines.size()));
    }

    @Override
    public void remove(AgentId agent) {
        logs.remove(agent);
        ended.keySet().removeIf(sandbox -> sandbox.agent().equals(agent));
    }

    private void finish(Sandbox sandbox, Exit exit) {
        if (living.remove(sandbox) != null) {
            ended.put(sandbox, exit);
        }
    }

    private static Validation judge(String code) {
        return code.contains("async def main")
                ? new Validation.Valid(List.of())
                : new Validation.Invalid(List.of("No top-level `async def main`"));
    }
}
