package io.aispm.api.agent.store;

import io.aispm.api.agent.Agent;
import io.aispm.api.agent.PolicyStatus;
import io.aispm.api.agent.life.Held;
import io.aispm.api.agent.life.Life;
import io.aispm.api.agent.runtime.CodeKind;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.AgentType;
import io.aispm.contract.agent.Risk;
import io.aispm.contract.agent.RuntimeState;
import io.aispm.contract.agent.TenantId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/** The row of one agent. Only what has changed is written, because leases and sightings are written past it. */
@Entity
@DynamicUpdate
@Table(schema = "agent", name = "agents")
@SuppressWarnings("NullAway.Init")
class AgentRow implements Persistable<UUID> {

    @Id
    private UUID id;

    @Column(updatable = false)
    private String tenantId;

    @Column(updatable = false)
    private String name;

    @Column(updatable = false)
    private String version;

    @Column(updatable = false)
    private String agentType;

    @Column(updatable = false)
    private String runtime;

    private @Nullable String owner;
    private @Nullable String description;
    private String risk;
    private String policyStatus;
    private String runtimeState;
    private @Nullable String stateReason;
    private String codeSha256;
    private int revision;

    @Column(updatable = false)
    private Instant createdAt;

    private Instant updatedAt;

    @Column(insertable = false, updatable = false)
    private @Nullable Instant lastSeenAt;

    private @Nullable String startId;
    private @Nullable Instant spawnedAt;
    private @Nullable Instant stoppingAt;
    private boolean startAgain;
    private int restarts;
    private @Nullable Instant restartAt;
    private boolean resume;

    @Transient
    private boolean fresh;

    protected AgentRow() {}

    static AgentRow of(Agent agent) {
        var row = new AgentRow();
        row.fresh = true;
        row.id = agent.id().value();
        row.tenantId = agent.tenantId().value();
        row.name = agent.name();
        row.version = agent.version();
        row.agentType = agent.agentType().toString();
        row.runtime = agent.runtime().toString();
        row.createdAt = agent.createdAt();
        row.take(new Held(agent, Life.unborn()));
        return row;
    }

    /** Takes over what may change. */
    final void take(Held held) {
        var agent = held.agent();
        owner = agent.owner();
        description = agent.description();
        risk = agent.risk().toString();
        policyStatus = agent.policyStatus().toString();
        codeSha256 = agent.codeSha256();
        revision = agent.revision();
        updatedAt = agent.updatedAt();
        var life = held.life();
        runtimeState = life.state().toString();
        stateReason = life.reason();
        startId = life.start();
        spawnedAt = life.spawnedAt();
        stoppingAt = life.stoppingAt();
        startAgain = life.startAgain();
        restarts = life.restarts();
        restartAt = life.restartAt();
        resume = life.resume();
    }

    Held held() {
        return new Held(agent(), life());
    }

    private Agent agent() {
        return new Agent(
                new AgentId(id),
                TenantId.of(tenantId),
                name,
                version,
                AgentType.of(agentType),
                CodeKind.valueOf(runtime.toUpperCase(Locale.ROOT)),
                owner,
                description,
                Risk.of(risk),
                PolicyStatus.of(policyStatus),
                RuntimeState.of(runtimeState),
                stateReason,
                codeSha256,
                revision,
                createdAt,
                updatedAt,
                lastSeenAt,
                stoppingAt != null);
    }

    private Life life() {
        return new Life(
                RuntimeState.of(runtimeState),
                stateReason,
                startId,
                spawnedAt,
                stoppingAt,
                startAgain,
                restarts,
                restartAt,
                resume);
    }

    @Override
    public UUID getId() {
        return id;
    }

    @Override
    public boolean isNew() {
        return fresh;
    }
}
