package io.aispm.api.lineage;

import io.aispm.api.agent.AgentChanged;
import io.aispm.api.agent.AgentCodeRestored;
import io.aispm.api.agent.AgentCrashed;
import io.aispm.api.agent.AgentDeleted;
import io.aispm.api.agent.AgentDeployed;
import io.aispm.api.agent.AgentEvent;
import io.aispm.api.agent.AgentQuarantined;
import io.aispm.api.agent.AgentRegistered;
import io.aispm.api.agent.AgentReleased;
import io.aispm.api.agent.AgentStarted;
import io.aispm.api.agent.AgentStopped;
import io.aispm.api.approval.ApprovalEvent;
import io.aispm.api.federation.FederatedTool;
import io.aispm.api.federation.ToolChanged;
import io.aispm.api.integration.IntegrationChanged;
import io.aispm.api.policy.PolicyChanged;
import io.aispm.api.posture.DriftRecorded;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.lineage.EventType;
import io.aispm.kit.lineage.LineageEvents;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Records what the control plane did, in the transaction that did it: what is rolled back never happened. */
@Component
class ControlPlaneRecorder {

    private static final Logger log = LoggerFactory.getLogger(ControlPlaneRecorder.class);

    private final Outbox outbox;
    private final LineageEvents events;

    ControlPlaneRecorder(Outbox outbox, LineageEvents events) {
        this.outbox = outbox;
        this.events = events;
    }

    @EventListener
    void on(AgentEvent event) {
        switch (event) {
            case AgentDeployed deployed ->
                record(
                        deployed,
                        EventType.AGENT_DEPLOYED,
                        deployed.userId(),
                        Map.of("revision", deployed.revision(), "code_sha256", deployed.codeSha256()));
            case AgentStarted started ->
                record(started, EventType.AGENT_STARTED, null, Map.of("revision", started.revision()));
            case AgentCodeRestored restored ->
                record(
                        restored,
                        EventType.CODE_RESTORED,
                        null,
                        Map.of("revision", restored.revision(), "code_sha256", restored.codeSha256()));
            case AgentStopped stopped -> record(stopped, EventType.AGENT_STOPPED, null, Map.of());
            case AgentCrashed crashed ->
                record(crashed, EventType.AGENT_CRASHED, null, Map.of("reason", crashed.reason()));
            case AgentQuarantined quarantined ->
                record(quarantined, EventType.AGENT_QUARANTINED, quarantined.userId(), Map.of());
            case AgentRegistered _, AgentReleased _, AgentDeleted _, AgentChanged _ ->
                log.atTrace().log("Lineage has no event of this kind");
        }
    }

    @EventListener
    void on(PolicyChanged changed) {
        outbox.put(events.of(
                changed.tenantId(),
                changed.agentId(),
                null,
                null,
                changed.userId(),
                EventType.POLICY_CHANGED,
                changed.payload()));
    }

    @EventListener
    void on(IntegrationChanged changed) {
        outbox.put(events.of(
                changed.tenantId(),
                null,
                null,
                null,
                changed.userId(),
                EventType.INTEGRATION_CHANGED,
                changed.payload()));
    }

    @EventListener
    void on(ApprovalEvent event) {
        var approval = event.approval();
        var told = new LinkedHashMap<String, @Nullable Object>();
        told.put("approval_id", approval.id().toString());
        told.put("kind", approval.kind().toString());
        told.put("reason", approval.reason());
        told.put("policy_id", approval.policyId());
        told.put("state", approval.state().toString());
        var type = switch (event) {
            case ApprovalEvent.Requested _ -> EventType.APPROVAL_REQUESTED;
            case ApprovalEvent.Decided _ -> EventType.APPROVAL_DECIDED;
        };
        if (approval.decidedBy() != null) {
            told.put("decided_by", approval.decidedBy());
            told.put("scope", String.valueOf(approval.scope()));
            told.put("comment", approval.comment());
        }
        outbox.put(events.of(
                approval.tenant(),
                approval.agent(),
                approval.session(),
                approval.trace(),
                approval.user(),
                type,
                told));
    }

    /** A tool that is not as it was is drift of the tenant's posture; a person's decision on it ends that. */
    @EventListener
    void on(ToolChanged changed) {
        var tool = changed.tool();
        var told = new LinkedHashMap<String, @Nullable Object>();
        told.put("dimension", "tools");
        told.put("path", "tools." + tool.name());
        told.put("change", changed.change().name().toLowerCase(Locale.ROOT));
        told.put("integration_id", tool.integration().toString());
        told.put("tool", tool.tool());
        told.put("previous", changed.previousHash());
        told.put("current", tool.present() ? tool.seen().hash() : null);
        told.put("approved", tool.approved() == null ? null : tool.approved().hash());
        told.put(
                "class",
                tool.state() == FederatedTool.State.APPROVED || !tool.present() ? "expected" : "release_blocking");
        outbox.put(events.of(tool.tenant(), null, null, null, changed.user(), EventType.POSTURE_DRIFT, told));
    }

    /** A drift of one agent, when it is detected and when it has ended. */
    @EventListener
    void on(DriftRecorded recorded) {
        var evidence = recorded.evidence();
        var told = new LinkedHashMap<String, @Nullable Object>();
        told.put("drift_id", evidence.drift().toString());
        told.put("dimension", evidence.difference().dimension().toString());
        told.put("path", evidence.difference().path());
        told.put("previous", evidence.difference().previous());
        told.put("current", evidence.difference().current());
        told.put("class", evidence.finding().kind().toString());
        told.put("severity", evidence.finding().severity().toString());
        told.put("state", evidence.state().toString());
        told.put("reason", evidence.reason());
        told.put("evidence_id", evidence.id().toString());
        outbox.put(events.of(
                evidence.tenant(), evidence.agent(), null, null, recorded.user(), EventType.POSTURE_DRIFT, told));
    }

    private void record(
            AgentEvent event, EventType type, @Nullable String user, Map<String, @Nullable Object> payload) {
        AgentId agent = event.agentId();
        outbox.put(events.of(event.tenantId(), agent, null, null, user, type, payload));
    }
}
