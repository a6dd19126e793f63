package io.aispm.api.agent.life;

import io.aispm.api.agent.Agent;
import io.aispm.api.agent.AgentMakeup;
import io.aispm.api.agent.AgentMakeups;
import io.aispm.api.agent.AgentSettings;
import io.aispm.api.agent.RuntimeLimits;
import io.aispm.api.agent.runtime.AgentRuntime;
import io.aispm.api.agent.runtime.RuntimeProperties;
import io.aispm.api.agent.secret.SecretStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** What agents are made of, put together from their rows and from how this platform runs them. */
@Component
class StoredMakeups implements AgentMakeups {

    private static final String DOCKER = "docker";

    /** What the credentials of every start open, and all that its sandbox can reach. */
    private static final List<String> SCOPES = List.of("chat", "control", "models", "tools");

    private final RevisionStore revisions;
    private final SecretStore secrets;
    private final AgentSettings settings;
    private final RuntimeLimits limits;
    private final AgentRuntime runtime;
    private final RuntimeProperties properties;

    StoredMakeups(
            RevisionStore revisions,
            SecretStore secrets,
            AgentSettings settings,
            RuntimeLimits limits,
            AgentRuntime runtime,
            RuntimeProperties properties) {
        this.revisions = revisions;
        this.secrets = secrets;
        this.settings = settings;
        this.limits = limits;
        this.runtime = runtime;
        this.properties = properties;
    }

    @Override
    public AgentMakeup of(Agent agent) {
        var set = new TreeMap<String, Instant>();
        secrets.list(agent.id()).forEach(secret -> set.put(secret.name(), secret.updatedAt()));
        var own = settings.of(agent.tenantId(), agent.id());
        var memory = own.memoryMb();
        var cpu = own.cpuQuota();
        return new AgentMakeup(
                agent.runtime().toString(),
                revisions.requirements(agent.id(), agent.revision()).orElse(null),
                set,
                SCOPES,
                sandbox(),
                DOCKER.equals(runtime.name()) ? properties.docker().image() : null,
                network(),
                memory == null ? limits.memoryMb(agent.tenantId()) : memory,
                cpu == null ? limits.cpuQuota(agent.tenantId()) : cpu);
    }

    private String sandbox() {
        var beneath = properties.docker().ociRuntime();
        return DOCKER.equals(runtime.name()) && !beneath.isEmpty() ? DOCKER + " " + beneath : runtime.name();
    }

    private List<String> network() {
        var reached = new ArrayList<>(SCOPES);
        properties.packages().hosts().stream()
                .map(host -> "packages from " + host)
                .forEach(reached::add);
        return reached.stream().sorted().toList();
    }
}
