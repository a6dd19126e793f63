package io.aispm.api.posture;

import io.aispm.api.agent.Agent;
import io.aispm.api.agent.StartCondition;
import io.aispm.api.posture.PostureException.Blocking;
import java.util.ArrayList;
import org.springframework.stereotype.Component;

/** An agent that was reviewed is started only as what was reviewed; one that never was is started as ever. */
@Component
class ReviewedStart implements StartCondition {

    private final PostureStore store;
    private final Examiner examiner;

    ReviewedStart(PostureStore store, Examiner examiner) {
        this.store = store;
        this.examiner = examiner;
    }

    @Override
    public void mustHold(Agent agent) {
        var baseline = store.baseline(agent.id()).orElse(null);
        if (baseline == null) {
            return;
        }
        var comparison = examiner.compare(agent, baseline);
        var blocking = new ArrayList<Blocking>();
        comparison.standing().stream()
                .filter(Drift::blocks)
                .forEach(drift -> blocking.add(new Blocking(drift.id().toString(), drift.difference())));
        comparison.fresh().forEach((difference, finding) -> {
            if (finding.kind() == DriftClass.RELEASE_BLOCKING) {
                blocking.add(new Blocking(null, difference));
            }
        });
        if (!blocking.isEmpty()) {
            throw PostureException.blocked(blocking);
        }
    }
}
