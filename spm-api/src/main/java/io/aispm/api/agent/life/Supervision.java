package io.aispm.api.agent.life;

import io.aispm.api.agent.log.AgentLogs;
import io.aispm.api.agent.log.AgentOutput;
import io.aispm.api.agent.runtime.AgentRuntime;
import io.aispm.api.agent.runtime.Sandbox;
import io.aispm.contract.agent.RuntimeState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Looks at every agent again and again and says what became of it. Each replica watches its own share, by a lease in
 * the database; what one replica leaves undone the next one finds.
 */
@Component
class Supervision {

    private static final Logger log = LoggerFactory.getLogger(Supervision.class);
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final Duration SWEEP_EVERY = Duration.ofSeconds(30);
    private static final int LAST_LINES = 5;
    private static final int LONGEST_REASON = 2_000;

    private final String keeper = UUID.randomUUID().toString();
    private final AgentStore agents;
    private final Lives lives;
    private final Runs runs;
    private final Launcher launcher;
    private final AgentRuntime runtime;
    private final AgentLogs logs;
    private final AgentOutput output;
    private final AgentProperties properties;
    private final Clock clock;
    private Instant sweptAt = Instant.EPOCH;
    private Set<Sandbox> strays = Set.of();

    Supervision(
            AgentStore agents,
            Lives lives,
            Runs runs,
            Launcher launcher,
            AgentRuntime runtime,
            AgentLogs logs,
            AgentOutput output,
            AgentProperties properties,
            Clock clock) {
        this.agents = agents;
        this.lives = lives;
        this.runs = runs;
        this.launcher = launcher;
        this.runtime = runtime;
        this.logs = logs;
        this.output = output;
        this.properties = properties;
        this.clock = clock;
    }

    /** Begins: what ran when the platform was taken down is started; what vanished with it, too, if so configured. */
    void begin() {
        if (properties.resume()) {
            agents.active().stream()
                    .map(watched -> Objects.requireNonNull(watched.sandbox()))
                    .filter(sandbox -> runtime.exited(sandbox).isPresent())
                    .flatMap(sandbox -> lives.suspend(sandbox).stream())
                    .forEach(lives::stopped);
        }
        runs.resumeAll();
    }

    /** Looks at all agents once. */
    synchronized void look() {
        var now = clock.instant();
        for (var watched : agents.claim(keeper, now, now.plus(LEASE))) {
            try {
                look(watched, now);
            } catch (RuntimeException failed) {
                log.atError()
                        .addKeyValue("agentId", watched.id())
                        .setCause(failed)
                        .log("Agent could not be looked at; it will be tried again");
            }
        }
        if (sweptAt.plus(SWEEP_EVERY).isBefore(now)) {
            sweptAt = now;
            sweep();
        }
    }

    /** Leaves its agents to other replicas, running as they are. */
    void leave() {
        agents.leave(keeper);
    }

    private void look(Watched watched, Instant now) {
        var sandbox = watched.sandbox();
        if (sandbox == null) {
            lives.retry(watched.tenant(), watched.id()).ifPresent(launcher::launch);
            return;
        }
        if (launcher.isUnderWay(sandbox)) {
            return;
        }
        var life = watched.life();
        var exit = runtime.exited(sandbox);
        logs.follow(watched.tenant(), watched.id());
        if (exit.isEmpty()) {
            lookAtLiving(watched, sandbox, now);
        } else if (life.stopping()) {
            runs.end(watched.tenant(), sandbox, Duration.ZERO);
        } else if (life.spawnedAt() == null) {
            lives.renew(sandbox).ifPresent(launcher::launch);
        } else {
            lives.crashed(
                    sandbox, reason("The agent's process ended: " + exit.get().reason() + ".", sandbox));
        }
    }

    private void lookAtLiving(Watched watched, Sandbox sandbox, Instant now) {
        var life = watched.life();
        if (life.stopping()) {
            var left = Duration.between(
                    now, Objects.requireNonNull(life.stoppingAt()).plus(properties.stopGrace()));
            runs.end(watched.tenant(), sandbox, left.isNegative() ? Duration.ZERO : left);
            return;
        }
        if (life.spawnedAt() == null) {
            lives.spawned(sandbox);
            return;
        }
        if (life.state() == RuntimeState.STARTING
                && life.spawnedAt().plus(properties.readyTimeout()).isBefore(now)) {
            giveUp(sandbox);
        }
    }

    private void giveUp(Sandbox sandbox) {
        var sentence = "The agent did not call aispm.ready() within "
                + properties.readyTimeout().toSeconds() + "s.";
        if (lives.tooLate(sandbox, reason(sentence, sandbox))) {
            runtime.stop(sandbox, Duration.ZERO);
        }
    }

    /** Ends sandboxes that belong to no start, seen so twice, so that none is mistaken that is just being made. */
    private void sweep() {
        var known = agents.active().stream()
                .flatMap(watched -> Optional.ofNullable(watched.sandbox()).stream())
                .collect(Collectors.toSet());
        var unknown = new HashSet<>(runtime.running());
        unknown.removeAll(known);
        for (var stray : unknown) {
            if (strays.contains(stray)) {
                log.atWarn().addKeyValue("sandbox", stray).log("Ending a sandbox that belongs to no agent's start");
                runtime.stop(stray, Duration.ZERO);
            }
        }
        strays = unknown;
    }

    private String reason(String sentence, Sandbox sandbox) {
        var lines = output.lines(sandbox.agent(), LAST_LINES).stream()
                .map(line -> "\n" + line.text())
                .collect(Collectors.joining());
        var whole = lines.isEmpty() ? sentence : sentence + " Last lines:" + lines;
        return whole.length() <= LONGEST_REASON ? whole : whole.substring(0, LONGEST_REASON);
    }
}
