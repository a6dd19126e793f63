package io.aispm.api.posture;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.kit.json.CanonicalJson;
import io.aispm.kit.json.WireJson;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was written down of a drift, at its detection or at its end: a link of its agent's chain.
 *
 * @param sequence its place in the chain, from 1
 * @param detection the evidence of the detection that this one ends; null where it is itself one
 * @param policyVersion the policies that were linked, each with its version
 * @param snapshotHash what the agent was then
 * @param previousHash the hash of the link before; null for the first
 * @param hash the SHA-256, in hex, of the canonical form of {@link #content()}
 * @param signature a JWS over the hash
 */
public record Evidence(
        UUID id,
        TenantId tenant,
        AgentId agent,
        long sequence,
        UUID drift,
        @Nullable UUID detection,
        Difference difference,
        Finding finding,
        DriftState state,
        @Nullable String approver,
        @Nullable Instant decidedAt,
        String reason,
        String policyVersion,
        String snapshotHash,
        Instant recordedAt,
        @Nullable String previousHash,
        String hash,
        String signature) {

    /** The link, with its hash computed and not signed yet. */
    Evidence sealed() {
        return with(CanonicalJson.digest(content()), signature);
    }

    Evidence signed(String by) {
        return with(hash, by);
    }

    private Evidence with(String otherHash, String otherSignature) {
        return new Evidence(
                id,
                tenant,
                agent,
                sequence,
                drift,
                detection,
                difference,
                finding,
                state,
                approver,
                decidedAt,
                reason,
                policyVersion,
                snapshotHash,
                recordedAt,
                previousHash,
                otherHash,
                otherSignature);
    }

    /** All that its hash covers, by the names on the wire; a member that is null is left out, at any depth of objects. */
    public Map<String, Object> content() {
        var content = new LinkedHashMap<String, Object>();
        put(content, "id", id.toString());
        put(content, "agent_id", agent.toString());
        put(content, "sequence", sequence);
        put(content, "drift_id", drift.toString());
        put(content, "detection_id", detection == null ? null : detection.toString());
        put(content, "dimension", difference.dimension().toString());
        put(content, "path", difference.path());
        put(content, "previous", difference.previous());
        put(content, "current", difference.current());
        put(content, "class", finding.kind().toString());
        put(content, "severity", finding.severity().toString());
        put(content, "state", state.toString());
        put(content, "approver", approver);
        put(content, "decided_at", decidedAt == null ? null : WireJson.text(decidedAt));
        put(content, "reason", reason);
        put(content, "policy_version", policyVersion);
        put(content, "regression", Map.of("rerun", false, "snapshot_hash", snapshotHash));
        put(content, "recorded_at", WireJson.text(recordedAt));
        put(content, "previous_hash", previousHash);
        return content;
    }

    private static void put(Map<String, Object> content, String name, @Nullable Object value) {
        if (value instanceof Map<?, ?> members) {
            var kept = new LinkedHashMap<String, Object>();
            members.forEach((inner, one) -> put(kept, String.valueOf(inner), one));
            content.put(name, kept);
            return;
        }
        if (value != null) {
            content.put(name, value);
        }
    }
}
