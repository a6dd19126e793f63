package io.aispm.api.chat.turn;

import io.aispm.api.agent.AgentCrashed;
import io.aispm.api.agent.AgentDeleted;
import io.aispm.api.agent.AgentEvent;
import io.aispm.api.agent.AgentQuarantined;
import io.aispm.api.agent.AgentStopped;
import io.aispm.api.agent.Agents;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.RuntimeState;
import io.aispm.contract.agent.TenantId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Ends turns whose answer can't come any more: their agent's process has ended, as this instance or another saw, Kafka
 * stays away, or this instance stops.
 */
@Component
class TurnWatch implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(TurnWatch.class);
    private static final int PATIENCE = 4;

    private final Inboxes inboxes;
    private final Agents agents;
    private final Relay relay;

    private int away;
    private volatile boolean running;

    TurnWatch(Inboxes inboxes, Agents agents, Relay relay) {
        this.inboxes = inboxes;
        this.agents = agents;
        this.relay = relay;
    }

    @TransactionalEventListener(fallbackExecution = true)
    void on(AgentEvent event) {
        switch (event) {
            case AgentCrashed _, AgentStopped _, AgentQuarantined _ ->
                inboxes.failAll(event.agentId(), Refusal.crashed());
            case AgentDeleted _ -> {
                inboxes.failAll(event.agentId(), Refusal.crashed());
                relay.forget(event.tenantId(), event.agentId());
            }
            default -> log.atTrace().log("Nothing that ends a turn");
        }
    }

    /** What another instance saw is in the database. */
    @Scheduled(fixedDelay = 1_000)
    void look() {
        var waiting = inboxes.waiting();
        if (waiting.isEmpty()) {
            away = 0;
            return;
        }
        lookAtKafka();
        waiting.forEach(this::lookAt);
    }

    private void lookAt(AgentId agent, TenantId tenant) {
        try {
            var runs = agents.find(tenant, agent)
                    .filter(found -> found.runtimeState() == RuntimeState.RUNNING)
                    .isPresent();
            if (!runs) {
                inboxes.failAll(agent, Refusal.crashed());
            }
        } catch (DataAccessException unknown) {
            log.atDebug().setCause(unknown).log("Whether the agent still runs is not known now");
        }
    }

    /** A broker that restarts at once costs no turn. */
    private void lookAtKafka() {
        away = relay.available() ? 0 : away + 1;
        if (away >= PATIENCE) {
            inboxes.failAll(Refusal.kafkaUnavailable());
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /** Before the web server waits for its last requests. */
    @Override
    public void stop() {
        running = false;
        inboxes.failAll(Refusal.agentFailed("The platform restarts. Send the message again in a moment."));
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
