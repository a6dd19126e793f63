package io.aispm.api.policy.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.api.identity.Allowed;
import io.aispm.api.identity.Principal;
import io.aispm.api.identity.Role;
import io.aispm.api.policy.Policies;
import io.aispm.api.policy.PolicyId;
import io.aispm.api.policy.PolicyReplays;
import io.aispm.api.policy.Replay;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shadow replay of policies over recorded turns. */
@RestController
@RequestMapping("/api/spm/policies")
class ReplayController {

    private final PolicyReplays replays;
    private final Policies policies;

    ReplayController(PolicyReplays replays, Policies policies) {
        this.replays = replays;
        this.policies = policies;
    }

    @PostMapping("/{id}/replay")
    @Allowed({Role.ADMIN, Role.OPERATOR, Role.AUDITOR})
    ReplayView replay(
            Principal principal, @PathVariable PolicyId id, @RequestBody(required = false) @Nullable ReplayBody body) {
        policies.require(principal.tenant(), id);
        var wish = body == null ? ReplayBody.empty().wish() : body.wish();
        return ReplayView.of(replays.run(principal.tenant(), id, wish));
    }

    record ReplayView(
            int turns,
            int questions,
            int changed,
            int unavailable,
            SortedMap<String, Integer> decisions,
            List<RowView> rows,
            @Nullable String next) {

        static ReplayView of(Replay replay) {
            return new ReplayView(
                    replay.turns(),
                    replay.questions(),
                    replay.changed(),
                    replay.unavailable(),
                    replay.decisions(),
                    replay.rows().stream().map(RowView::of).toList(),
                    replay.next());
        }
    }

    record RowView(
            @JsonProperty("trace_id") String traceId,
            Instant ts,
            @JsonProperty("agent_id") @Nullable String agentId,
            String stage,
            String recorded,
            String decision,
            String reason) {

        static RowView of(Replay.Row row) {
            return new RowView(
                    row.traceId(), row.at(), row.agentId(), row.stage(), row.recorded(), row.decision(), row.reason());
        }
    }
}
