package io.aispm.api.posture;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A value of an agent that is not as it was approved.
 *
 * @param evidence what was written down at its detection
 * @param decision what became of it; null while it is open
 */
public record Drift(
        UUID id,
        TenantId tenant,
        AgentId agent,
        Difference difference,
        Finding finding,
        Instant detectedAt,
        UUID evidence,
        DriftState state,
        @Nullable Decision decision) {

    /**
     * The end of a drift.
     *
     * @param by who decided; null where a change of the agent ended it
     */
    public record Decision(@Nullable String by, Instant at, String reason) {}

    /** Somebody took the value into the baseline. */
    Drift accepted(String by, Instant at, String why) {
        return ended(DriftState.ACCEPTED, new Decision(by, at, why));
    }

    /** The value is as approved again. */
    Drift rolledBack(Instant at) {
        return ended(DriftState.ROLLED_BACK, new Decision(null, at, "The value is as approved again."));
    }

    /** The value has changed further. */
    Drift expired(Instant at) {
        return ended(DriftState.EXPIRED, new Decision(null, at, "The value has changed further."));
    }

    /** Whether it keeps its agent from being started. */
    boolean blocks() {
        return finding.kind() == DriftClass.RELEASE_BLOCKING;
    }

    private Drift ended(DriftState end, Decision how) {
        return new Drift(id, tenant, agent, difference, finding, detectedAt, evidence, end, how);
    }
}
