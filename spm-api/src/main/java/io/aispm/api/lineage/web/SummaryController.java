package io.aispm.api.lineage.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.api.identity.Allowed;
import io.aispm.api.identity.Principal;
import io.aispm.api.identity.Role;
import io.aispm.api.lineage.ActivityKind;
import io.aispm.api.lineage.ActivitySummary;
import io.aispm.api.lineage.SummaryWindow;
import io.aispm.api.lineage.Sums;
import io.aispm.api.lineage.SumsSource;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tells how much a tenant's agents did lately, and what failed. */
@RestController
class SummaryController {

    private final ActivitySummary summary;

    SummaryController(ActivitySummary summary) {
        this.summary = summary;
    }

    record SummaryView(
            Instant from,
            Instant to,
            @JsonProperty("bucket_s") long bucketSeconds,
            Sums totals,
            List<Sums> buckets,
            List<AgentSums> agents,
            List<FailureView> failures) {}

    record AgentSums(@JsonProperty("agent_id") String agentId, Sums totals, List<Long> turns, List<Long> refused) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record FailureView(
            UUID id,
            Instant ts,
            String kind,
            @JsonProperty("agent_id") @Nullable String agentId,
            @JsonProperty("trace_id") @Nullable String traceId,
            @Nullable String what,
            @Nullable String error) {}

    @GetMapping("/api/spm/activity/summary")
    @Allowed({Role.ADMIN, Role.OPERATOR, Role.AUDITOR})
    SummaryView summary(Principal person, @RequestParam(defaultValue = "24h") String window) {
        var told = summary.of(person.tenant(), SummaryWindow.named(window));
        return new SummaryView(
                told.from(),
                told.to(),
                told.bucket().toSeconds(),
                told.totals(),
                told.buckets(),
                told.agents().stream().map(SummaryController::agent).toList(),
                told.failures().stream().map(SummaryController::failure).toList());
    }

    private static AgentSums agent(ActivitySummary.OfAgent one) {
        return new AgentSums(one.agent().toString(), one.totals(), one.turns(), one.refused());
    }

    private static FailureView failure(SumsSource.Failure one) {
        return new FailureView(
                one.id(),
                one.ts(),
                ActivityKind.ofType(one.eventType()),
                one.agent() == null ? null : one.agent().toString(),
                one.trace(),
                one.what(),
                one.error());
    }
}
