package io.aispm.api.agent.life;

import io.aispm.api.agent.Agent;
import io.aispm.api.agent.AgentException;
import io.aispm.api.agent.AgentSettings;
import io.aispm.api.agent.Agents;
import io.aispm.api.agent.PolicyStatus;
import io.aispm.api.agent.runtime.AgentCode;
import io.aispm.api.agent.runtime.AgentRuntime;
import io.aispm.api.agent.runtime.Validation;
import io.aispm.api.agent.upload.Fields;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.Risk;
import io.aispm.contract.agent.RuntimeState;
import io.aispm.contract.agent.TenantId;
import io.aispm.kit.id.Ids;
import io.aispm.kit.problem.DomainException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Takes agents in and lets them go, with all that belongs to them outside of the database. */
@Service
public class Registrations {

    private static final Logger log = LoggerFactory.getLogger(Registrations.class);
    private static final int TRIES = 3;

    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Register register;
    private final Lives lives;
    private final Runs runs;
    private final Agents agents;
    private final AgentStore store;
    private final AgentChannels channels;
    private final AgentRuntime runtime;
    private final AgentSettings settings;
    private final StartStages stages;
    private final Ids ids;
    private final Clock clock;

    Registrations(
            Register register,
            Lives lives,
            Runs runs,
            Agents agents,
            AgentStore store,
            AgentChannels channels,
            AgentRuntime runtime,
            AgentSettings settings,
            StartStages stages,
            Ids ids,
            Clock clock) {
        this.register = register;
        this.lives = lives;
        this.runs = runs;
        this.agents = agents;
        this.store = store;
        this.channels = channels;
        this.runtime = runtime;
        this.settings = settings;
        this.stages = stages;
        this.ids = ids;
        this.clock = clock;
    }

    /** An agent as it is after a request, and what whoever asked should know. */
    public record Taken(Agent agent, List<String> warnings) {}

    /** Takes an agent in, and starts it if it is to be deployed; a start that is refused is a warning. */
    public Taken take(TenantId tenant, String userId, Fields fields, AgentCode code) {
        if (store.exists(tenant, fields.name(), fields.version())) {
            throw AgentException.exists(fields.name(), fields.version());
        }
        var id = new AgentId(ids.next());
        var topics = CompletableFuture.runAsync(() -> channels.create(tenant, id), threads);
        try {
            var warnings = new ArrayList<>(validate(tenant, code));
            join(topics);
            register.add(agent(id, tenant, fields, code), code, userId);
            if (fields.deployAfter()) {
                deploy(tenant, id, warnings);
            }
            return new Taken(agents.require(tenant, id), List.copyOf(warnings));
        } catch (RuntimeException refused) {
            if (agents.find(tenant, id).isEmpty()) {
                threads.execute(() -> removeTopics(tenant, id, topics));
            }
            throw refused;
        }
    }

    /** Takes in a new version of an agent's code, which counts from its next start on. */
    public Taken replace(TenantId tenant, String userId, AgentId id, AgentCode code, boolean keepRequirements) {
        var agent = agents.require(tenant, id);
        if (agent.runtime() != code.kind()) {
            throw AgentException.invalidCode(List.of("The agent's code is " + agent.runtime() + " and must stay so."));
        }
        var warnings = validate(tenant, code);
        register.revise(tenant, id, code, keepRequirements, userId);
        return new Taken(agents.require(tenant, id), warnings);
    }

    /** Removes an agent: its process first, then its channels and files, then its rows. */
    public void remove(TenantId tenant, AgentId id, String userId) {
        agents.require(tenant, id);
        for (var tries = 0; tries < TRIES; tries++) {
            runs.kill(tenant, id);
            channels.remove(tenant, id);
            runtime.remove(id);
            if (register.remove(tenant, id, userId)) {
                return;
            }
        }
        throw AgentException.cannot("deleted", RuntimeState.STARTING);
    }

    private void deploy(TenantId tenant, AgentId id, List<String> warnings) {
        try {
            runs.start(tenant, id);
        } catch (AgentException refused) {
            var sentence = String.valueOf(refused.getMessage());
            warnings.add(sentence);
            lives.hold(tenant, id, sentence);
        }
    }

    private List<String> validate(TenantId tenant, AgentCode code) {
        if (code.requirements() != null && !settings.of(tenant).requirementsAllowed()) {
            throw AgentException.invalidCode(List.of(AgentException.REQUIREMENTS_NOT_ALLOWED));
        }
        return switch (stages.time(StartStages.Stage.VALIDATION, () -> runtime.validate(code))) {
            case Validation.Valid(var warnings) -> warnings;
            case Validation.Invalid(var errors) -> throw AgentException.invalidCode(errors);
            case Validation.Unavailable(var sentence) -> throw AgentException.sandboxUnavailable(sentence);
        };
    }

    private Agent agent(AgentId id, TenantId tenant, Fields fields, AgentCode code) {
        var now = clock.instant();
        return new Agent(
                id,
                tenant,
                fields.name(),
                fields.version(),
                fields.agentType(),
                code.kind(),
                fields.owner(),
                fields.description(),
                Risk.LOW,
                PolicyStatus.NONE,
                RuntimeState.STOPPED,
                null,
                code.sha256(),
                1,
                now,
                now,
                null,
                false);
    }

    private void removeTopics(TenantId tenant, AgentId id, CompletableFuture<?> made) {
        try {
            join(made);
            channels.remove(tenant, id);
        } catch (DomainException away) {
            log.atWarn()
                    .addKeyValue("agentId", id)
                    .setCause(away)
                    .log("Topics of a refused agent could not be removed");
        }
    }

    private static void join(CompletableFuture<?> topics) {
        try {
            topics.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof DomainException broken ? broken : failed;
        }
    }
}
