package io.aispm.api.agent.life;

import io.aispm.api.agent.Agent;
import io.aispm.api.agent.AgentException;
import io.aispm.api.agent.AgentSettings;
import io.aispm.api.agent.RuntimeLimits;
import io.aispm.api.agent.life.StartStages.Stage;
import io.aispm.api.agent.runtime.AgentRuntime;
import io.aispm.api.agent.runtime.Launch;
import io.aispm.api.agent.runtime.Limits;
import io.aispm.api.agent.runtime.Preparation;
import io.aispm.api.agent.runtime.Sandbox;
import io.aispm.api.agent.runtime.SpawnRequest;
import io.aispm.api.agent.upload.JarPlaces;
import io.aispm.kit.problem.DomainException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Makes the process of a start that was decided on, once its credentials and rights are in force. */
@Component
class Launcher {

    private static final Logger log = LoggerFactory.getLogger(Launcher.class);

    private final Set<Sandbox> underWay = ConcurrentHashMap.newKeySet();
    private final Lives lives;
    private final RevisionStore revisions;
    private final AgentChannels channels;
    private final AgentRuntime runtime;
    private final AgentSettings settings;
    private final RuntimeLimits limits;
    private final JarPlaces places;
    private final AgentProperties properties;
    private final StartStages stages;

    Launcher(
            Lives lives,
            RevisionStore revisions,
            AgentChannels channels,
            AgentRuntime runtime,
            AgentSettings settings,
            RuntimeLimits limits,
            JarPlaces places,
            AgentProperties properties,
            StartStages stages) {
        this.lives = lives;
        this.revisions = revisions;
        this.channels = channels;
        this.runtime = runtime;
        this.settings = settings;
        this.limits = limits;
        this.places = places;
        this.properties = properties;
        this.stages = stages;
    }

    /** Launches on a thread of its own; what goes wrong is the agent's crash. */
    void launch(LaunchOrder order) {
        underWay.add(order.sandbox());
        Thread.ofVirtual().name("launch-" + order.sandbox().agent()).start(() -> {
            try {
                attempt(order);
            } finally {
                underWay.remove(order.sandbox());
            }
        });
    }

    /** Whether this process is launching the start right now. */
    boolean isUnderWay(Sandbox sandbox) {
        return underWay.contains(sandbox);
    }

    private void attempt(LaunchOrder order) {
        var sandbox = order.sandbox();
        try {
            var agent = order.agent();
            stages.time(Stage.RIGHTS, () -> {
                channels.admit(
                        agent.tenantId(),
                        agent.id(),
                        sandbox.start(),
                        order.credentials().kafkaPassword());
                return null;
            });
            places.with(agent.runtime(), () -> launched(order));
        } catch (DomainException broken) {
            lives.crashed(sandbox, String.valueOf(broken.getMessage()));
        } catch (RuntimeException unforeseen) {
            log.atError()
                    .addKeyValue("agentId", sandbox.agent())
                    .setCause(unforeseen)
                    .log("Agent could not be launched");
            lives.crashed(sandbox, "The agent's process could not be made; the reason is in the service's log.");
        }
    }

    private boolean launched(LaunchOrder order) {
        var request = request(order);
        switch (stages.time(Stage.PACKAGES, () -> prepare(order, request))) {
            case Preparation.Prepared(var warnings) -> spawn(request, warnings);
            case Preparation.Failed(var sentence) -> lives.crashed(order.sandbox(), sentence);
        }
        return true;
    }

    private Preparation prepare(LaunchOrder order, SpawnRequest request) {
        var agent = order.agent();
        if (request.code().requirements() != null
                && !settings.of(agent.tenantId(), agent.id()).requirementsAllowed()) {
            return new Preparation.Failed(AgentException.REQUIREMENTS_NOT_ALLOWED);
        }
        return runtime.prepare(request.code(), what -> lives.preparing(order.sandbox(), what));
    }

    private void spawn(SpawnRequest request, List<String> warnings) {
        var sandbox = request.sandbox();
        if (!lives.isWanted(sandbox)) {
            lives.stopped(sandbox);
            return;
        }
        switch (stages.time(Stage.SANDBOX, () -> runtime.spawn(request))) {
            case Launch.Started(var restored) -> {
                stages.spawned(sandbox.agent());
                if (restored) {
                    lives.codeRestored(sandbox);
                }
                keep(sandbox, warnings);
            }
            case Launch.Refused(var sentence) -> lives.crashed(sandbox, sentence);
        }
    }

    private void keep(Sandbox sandbox, List<String> warnings) {
        warnings.forEach(warning -> log.atWarn()
                .addKeyValue("agentId", sandbox.agent())
                .addKeyValue("warning", warning)
                .log("Agent's import"));
        if (!lives.spawned(sandbox)) {
            runtime.stop(sandbox, Duration.ZERO);
            lives.stopped(sandbox);
        }
    }

    private SpawnRequest request(LaunchOrder order) {
        var agent = order.agent();
        var code = revisions
                .find(agent.id(), agent.revision())
                .orElseThrow(() -> new IllegalStateException("an agent has no code of its revision"));
        var identity = Map.of(
                "AGENT_ID", agent.id().toString(),
                "MCP_TOKEN", order.credentials().mcpToken().value(),
                "CONTROLLER_URL", properties.controllerUrl());
        return new SpawnRequest(
                order.sandbox(), code, agent.codeSha256(), identity, limits(agent), agent.tenantId(), agent.revision());
    }

    private Limits limits(Agent agent) {
        var own = settings.of(agent.tenantId(), agent.id());
        var memory = own.memoryMb();
        var cpu = own.cpuQuota();
        return new Limits(
                memory == null ? limits.memoryMb(agent.tenantId()) : memory,
                cpu == null ? limits.cpuQuota(agent.tenantId()) : cpu);
    }
}
