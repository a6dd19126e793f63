package io.aispm.api.agent.life;

import io.aispm.api.agent.runtime.AgentRuntime;
import io.aispm.api.agent.runtime.Sandbox;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.kit.problem.DomainException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Starts and stops agents: what is decided in {@link Lives}, done to their processes. */
@Service
public class Runs {

    private static final Logger log = LoggerFactory.getLogger(Runs.class);
    private static final Duration SUSPEND_LIMIT = Duration.ofSeconds(12);

    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ConcurrentMap<Sandbox, CompletableFuture<Void>> ending = new ConcurrentHashMap<>();
    private final Lives lives;
    private final Launcher launcher;
    private final AgentRuntime runtime;
    private final AgentStore agents;
    private final AgentChannels channels;
    private final AgentProperties properties;

    Runs(
            Lives lives,
            Launcher launcher,
            AgentRuntime runtime,
            AgentStore agents,
            AgentChannels channels,
            AgentProperties properties) {
        this.lives = lives;
        this.launcher = launcher;
        this.runtime = runtime;
        this.agents = agents;
        this.channels = channels;
        this.properties = properties;
    }

    /** Starts an agent; one that is starting or running goes on. */
    public void start(TenantId tenant, AgentId id) {
        lives.begin(tenant, id).ifPresent(launcher::launch);
    }

    /** The agent says that it is ready. */
    public void ready(TenantId tenant, AgentId id) {
        lives.ready(tenant, id);
    }

    /** Tells an agent to stop and returns; one that doesn't run stays as it is. */
    public void stop(TenantId tenant, AgentId id) {
        lives.stop(tenant, id).ifPresent(sandbox -> end(tenant, sandbox, properties.stopGrace()));
    }

    /** Kills an agent; it can't be started until it is released. */
    public void quarantine(TenantId tenant, AgentId id, String userId) {
        lives.quarantine(tenant, id, userId).ifPresent(sandbox -> end(tenant, sandbox, Duration.ZERO));
    }

    /** Lets an agent out of quarantine. */
    public void release(TenantId tenant, AgentId id, String userId) {
        lives.release(tenant, id, userId);
    }

    /** Kills an agent and returns when its process is gone. */
    void kill(TenantId tenant, AgentId id) {
        lives.stop(tenant, id);
        for (var watched : agents.active()) {
            if (watched.id().equals(id)) {
                var sandbox = Objects.requireNonNull(watched.sandbox());
                runtime.stop(sandbox, Duration.ZERO);
                lives.stopped(sandbox);
            }
        }
    }

    /** Stops all agents because the platform ends, and remembers them; returns when they are gone. */
    public void suspendAll() {
        var ends = agents.active().stream()
                .flatMap(watched -> lives.suspend(Objects.requireNonNull(watched.sandbox())).stream()
                        .map(sandbox -> ended(watched.tenant(), sandbox, properties.stopGrace())))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(ends)
                .completeOnTimeout(null, SUSPEND_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /** Starts the agents that ran when the platform was taken down. */
    void resumeAll() {
        for (var watched : agents.toResume()) {
            startOrHold(watched.tenant(), watched.id());
        }
    }

    private void startOrHold(TenantId tenant, AgentId id) {
        try {
            start(tenant, id);
        } catch (DomainException refused) {
            lives.hold(tenant, id, String.valueOf(refused.getMessage()));
        }
    }

    /** Ends a process on a thread of its own; what goes wrong is logged there. */
    void end(TenantId tenant, Sandbox sandbox, Duration grace) {
        var _ = ended(tenant, sandbox, grace);
    }

    /** Ends a process once, however often it is asked for; done when it is gone. */
    private CompletableFuture<Void> ended(TenantId tenant, Sandbox sandbox, Duration grace) {
        return ending.computeIfAbsent(
                sandbox,
                _ -> CompletableFuture.runAsync(() -> finish(tenant, sandbox, grace), threads)
                        .whenComplete((done, failed) -> ending.remove(sandbox)));
    }

    private void finish(TenantId tenant, Sandbox sandbox, Duration grace) {
        try {
            runtime.stop(sandbox, grace);
            var again = lives.stopped(sandbox);
            forget(tenant, sandbox);
            if (again) {
                startOrHold(tenant, sandbox.agent());
            }
        } catch (RuntimeException failed) {
            log.atWarn()
                    .addKeyValue("agentId", sandbox.agent())
                    .setCause(failed)
                    .log("Agent could not be stopped; it will be tried again");
        }
    }

    /** The password of a start is worth nothing once it has ended; the next start has another in any case. */
    private void forget(TenantId tenant, Sandbox sandbox) {
        var present = agents.active().stream().anyMatch(watched -> watched.id().equals(sandbox.agent()));
        if (present) {
            return;
        }
        try {
            channels.dismiss(tenant, sandbox.agent());
        } catch (DomainException away) {
            log.atWarn()
                    .addKeyValue("agentId", sandbox.agent())
                    .setCause(away)
                    .log("Agent's Kafka user could not be removed; its next start replaces it");
        }
    }
}
