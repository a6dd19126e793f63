package io.aispm.api.agent.life;

import io.aispm.api.agent.AgentCodeRestored;
import io.aispm.api.agent.AgentCrashed;
import io.aispm.api.agent.AgentEvent;
import io.aispm.api.agent.AgentException;
import io.aispm.api.agent.AgentQuarantined;
import io.aispm.api.agent.AgentReleased;
import io.aispm.api.agent.AgentSettings;
import io.aispm.api.agent.AgentStarted;
import io.aispm.api.agent.AgentStopped;
import io.aispm.api.agent.RuntimeLimits;
import io.aispm.api.agent.runtime.Sandbox;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.RuntimeState;
import io.aispm.contract.agent.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Decides where agents go in their lives, one transaction and one held row at a time. What is decided for a start that
 * is over is nothing: every word about a process names its start.
 */
@Service
@Transactional
class Lives {

    private static final Logger log = LoggerFactory.getLogger(Lives.class);

    private final AgentStore agents;
    private final StartStore starts;
    private final Starts making;
    private final AgentSettings settings;
    private final RuntimeLimits limits;
    private final StartConditions conditions;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Lives(
            AgentStore agents,
            StartStore starts,
            Starts making,
            AgentSettings settings,
            RuntimeLimits limits,
            StartConditions conditions,
            ApplicationEventPublisher events,
            Clock clock) {
        this.agents = agents;
        this.starts = starts;
        this.making = making;
        this.settings = settings;
        this.limits = limits;
        this.conditions = conditions;
        this.events = events;
        this.clock = clock;
    }

    /** Begins a start, unless there is one already; one that is stopping is started when it has stopped. */
    Optional<LaunchOrder> begin(TenantId tenant, AgentId id) {
        var active = agents.countActiveAlone(tenant);
        var held = hold(tenant, id);
        conditions.mustHold(held.agent());
        if (held.life().active()) {
            if (held.life().stopping()) {
                agents.save(held.with(held.life().startAfterStop(), clock.instant()));
            }
            return Optional.empty();
        }
        var next = held.life().begin(making.name());
        var limit = limits.maxConcurrentAgents(tenant);
        if (active >= limit) {
            throw AgentException.tooMany(limit);
        }
        return Optional.of(launch(held, next));
    }

    /** Begins the next try of an agent that crashed, if it is still due. */
    Optional<LaunchOrder> retry(TenantId tenant, AgentId id) {
        var active = agents.countActiveAlone(tenant);
        var held = agents.lock(id).orElse(null);
        if (held == null || !isDue(held.life()) || active >= limits.maxConcurrentAgents(tenant)) {
            return Optional.empty();
        }
        return conditions
                .broken(held.agent())
                .map(why -> giveUp(held, why))
                .orElseGet(() -> Optional.of(launch(held, held.life().retry(making.name()))));
    }

    /** Begins a start anew whose process nobody came to make. */
    Optional<LaunchOrder> renew(Sandbox lost) {
        var held = in(lost).filter(one -> !one.life().stopping()).orElse(null);
        if (held == null) {
            return Optional.empty();
        }
        var why = conditions.broken(held.agent()).orElse(null);
        if (why != null) {
            crash(held, why);
            return Optional.empty();
        }
        return Optional.of(launch(held, held.life().stopped().begin(making.name())));
    }

    /** Leaves a stopped agent a sentence on why it was not started. */
    void hold(TenantId tenant, AgentId id, String why) {
        var held = hold(tenant, id);
        if (!held.life().active()) {
            agents.save(held.with(held.life().held(why), clock.instant()));
        }
    }

    /** Whether the start is still wanted, so that its process may be made. */
    boolean isWanted(Sandbox sandbox) {
        return in(sandbox).filter(held -> !held.life().stopping()).isPresent();
    }

    /** Says what an operator waits for before the start's process exists. */
    void preparing(Sandbox sandbox, String what) {
        in(sandbox)
                .filter(held -> held.life().spawnedAt() == null)
                .ifPresent(held -> agents.save(held.with(held.life().preparing(what), clock.instant())));
    }

    /** This host's copy of the agent's code had been changed or removed, and was made anew. */
    void codeRestored(Sandbox sandbox) {
        in(sandbox)
                .ifPresent(held -> tell(new AgentCodeRestored(
                        held.tenant(),
                        held.id(),
                        held.agent().revision(),
                        held.agent().codeSha256())));
    }

    /** The start's process exists; says whether it is still wanted. */
    boolean spawned(Sandbox sandbox) {
        var held = in(sandbox).orElse(null);
        if (held == null) {
            return false;
        }
        agents.save(held.with(held.life().spawned(clock.instant()), clock.instant()));
        return !held.life().stopping();
    }

    /** The agent says that it is ready. */
    void ready(TenantId tenant, AgentId id) {
        var held = hold(tenant, id);
        var next = held.life().ready();
        agents.seen(id, clock.instant());
        if (held.life().state() == RuntimeState.RUNNING) {
            return;
        }
        agents.save(held.with(next, clock.instant()));
        tell(new AgentStarted(tenant, id, held.agent().revision()));
    }

    /** Tells an agent to stop; the sandbox to end, if there is one that has not been told before. */
    Optional<Sandbox> stop(TenantId tenant, AgentId id) {
        var held = hold(tenant, id);
        agents.save(held.with(held.life().stop(clock.instant()), clock.instant()));
        return held.life().stopping() ? Optional.empty() : sandbox(held);
    }

    /** Tells an agent to stop because the platform ends, and to come back with it. */
    Optional<Sandbox> suspend(Sandbox sandbox) {
        return in(sandbox).map(held -> {
            agents.save(held.with(held.life().suspend(clock.instant()), clock.instant()));
            return sandbox;
        });
    }

    /** The process is gone as it was told; says whether the agent is to be started again. */
    boolean stopped(Sandbox sandbox) {
        var held = in(sandbox).orElse(null);
        if (held == null) {
            return false;
        }
        end(held, held.life().stopped());
        tell(new AgentStopped(held.tenant(), held.id()));
        return held.life().startAgain();
    }

    /** The process ended by itself or never became ready; one that was told to stop has just stopped. */
    void crashed(Sandbox sandbox, String why) {
        in(sandbox).ifPresent(held -> crash(held, why));
    }

    /** As {@link #crashed}, unless the agent has become ready in the meantime. */
    boolean tooLate(Sandbox sandbox, String why) {
        var held = in(sandbox)
                .filter(late -> late.life().state() == RuntimeState.STARTING)
                .orElse(null);
        if (held == null) {
            return false;
        }
        crash(held, why);
        return true;
    }

    /** Shuts an agent away; the sandbox to kill, if there is one. */
    Optional<Sandbox> quarantine(TenantId tenant, AgentId id, String userId) {
        var held = hold(tenant, id);
        if (held.life().state() == RuntimeState.QUARANTINED) {
            return Optional.empty();
        }
        var sandbox = sandbox(held);
        end(held, held.life().quarantined());
        tell(new AgentQuarantined(tenant, id, userId));
        return sandbox;
    }

    /** Lets an agent out again. */
    void release(TenantId tenant, AgentId id, String userId) {
        var held = hold(tenant, id);
        if (held.life().state() == RuntimeState.QUARANTINED) {
            agents.save(held.with(held.life().released(), clock.instant()));
            tell(new AgentReleased(tenant, id, userId));
        }
    }

    /** It will not be tried again, and says why. */
    private Optional<LaunchOrder> giveUp(Held held, String why) {
        agents.save(held.with(held.life().held(why), clock.instant()));
        return Optional.empty();
    }

    private void crash(Held held, String why) {
        if (held.life().stopping()) {
            end(held, held.life().stopped());
            tell(new AgentStopped(held.tenant(), held.id()));
            return;
        }
        var restarting = settings.of(held.tenant(), held.id()).restartsOnFailure();
        end(held, held.life().crashed(why, clock.instant(), restarting));
        tell(new AgentCrashed(held.tenant(), held.id(), why));
    }

    private LaunchOrder launch(Held held, Life next) {
        var now = clock.instant();
        var sandbox = new Sandbox(held.id(), String.valueOf(next.start()));
        var credentials = making.credentials();
        var moved = held.with(next, now);
        agents.save(moved);
        starts.add(held.id(), sandbox.start(), credentials, making.bootstrap(held, sandbox.start(), credentials), now);
        return new LaunchOrder(moved.agent(), sandbox, credentials);
    }

    private void end(Held held, Life next) {
        starts.remove(held.id());
        agents.save(held.with(next, clock.instant()));
    }

    private boolean isDue(Life life) {
        Instant at = life.restartAt();
        return life.state() == RuntimeState.CRASHED && at != null && !at.isAfter(clock.instant());
    }

    private Held hold(TenantId tenant, AgentId id) {
        return agents.lock(id).filter(held -> held.tenant().equals(tenant)).orElseThrow(AgentException::unknown);
    }

    private Optional<Held> in(Sandbox sandbox) {
        return agents.lock(sandbox.agent()).filter(held -> held.life().isIn(sandbox.start()));
    }

    private static Optional<Sandbox> sandbox(Held held) {
        return Optional.ofNullable(held.life().start()).map(start -> new Sandbox(held.id(), start));
    }

    private void tell(AgentEvent event) {
        events.publishEvent(event);
        log.atInfo()
                .addKeyValue("agentId", event.agentId())
                .addKeyValue("event", event.getClass().getSimpleName())
                .log("Agent moved on");
    }
}
