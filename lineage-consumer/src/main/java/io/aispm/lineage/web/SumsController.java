package io.aispm.lineage.web;

import io.aispm.contract.agent.TenantId;
import io.aispm.lineage.ActivitySums;
import java.time.Duration;
import java.time.Instant;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Answers other services how much happened in a tenant. */
@RestController
class SumsController {

    private static final int FAILURES = 10;

    private final ActivitySums sums;

    SumsController(ActivitySums sums) {
        this.sums = sums;
    }

    @GetMapping("/internal/sums")
    ActivitySums.Answer sums(
            @RequestParam("tenant_id") TenantId tenant,
            @RequestParam Instant from,
            @RequestParam Instant to,
            @RequestParam("bucket_s") long seconds) {
        return sums.of(question(tenant, from, to, seconds));
    }

    private static ActivitySums.Question question(TenantId tenant, Instant from, Instant to, long seconds) {
        try {
            return new ActivitySums.Question(tenant, from, to, Duration.ofSeconds(seconds), FAILURES);
        } catch (IllegalArgumentException senseless) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, senseless.getMessage(), senseless);
        }
    }
}
