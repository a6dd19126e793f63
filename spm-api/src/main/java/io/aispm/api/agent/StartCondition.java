package io.aispm.api.agent;

import io.aispm.kit.problem.DomainException;

/** What must hold before an agent is started, said by a module that agents know nothing of. */
@FunctionalInterface
public interface StartCondition {

    /**
     * Fails with a {@link DomainException} where the agent may not be started. Called while its row is held, so that its
     * code stays what was looked at until the start has begun; writes nothing.
     */
    void mustHold(Agent agent);
}
