package io.aispm.api.agent.life;

import io.aispm.api.agent.Agent;
import io.aispm.api.agent.StartCondition;
import io.aispm.kit.problem.DomainException;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What other modules say must hold before an agent is started. */
@Component
class StartConditions {

    private final List<StartCondition> conditions;

    StartConditions(List<StartCondition> conditions) {
        this.conditions = List.copyOf(conditions);
    }

    /** Fails with the first that does not hold. */
    void mustHold(Agent agent) {
        conditions.forEach(condition -> condition.mustHold(agent));
    }

    /** The sentence of the first that does not hold. */
    Optional<String> broken(Agent agent) {
        try {
            mustHold(agent);
            return Optional.empty();
        } catch (DomainException refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }
}
