package io.aispm.kit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.policy.PolicyDecision;
import io.aispm.contract.policy.PolicyDecision.Outcome;
import io.aispm.contract.policy.PolicyQuestion;
import io.aispm.contract.policy.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class PolicyRatesTests {

    private int counted;
    private final PolicyRates rates = new PolicyRates((_, _, _, perMinute) -> ++counted <= perMinute);

    @Test
    void whatGoesBeyondTheRateBecomesABlockOfThePolicyThatObliges() {
        var allowed = decided("allow", Map.of("rate_limit", Map.of("requests_per_minute", 1)));

        assertThat(rates.hold(question(), allowed)).isEqualTo(allowed);
        assertThat(rates.hold(question(), allowed)).isInstanceOfSatisfying(PolicyAnswer.Decided.class, held -> {
            assertThat(held.decision().decision()).isEqualTo(Outcome.BLOCK);
            assertThat(held.decision().reason()).isEqualTo("more than 1 tool calls in a minute");
            assertThat(held.decision().policyIds()).containsExactly("p1");
            assertThat(held.decision().revision()).isEqualTo("7");
        });
    }

    @Test
    void countsNothingThatIsNotAboutToHappen() {
        var limit = Map.<String, @Nullable Object>of("rate_limit", Map.of("requests_per_minute", 1));

        rates.hold(question(), decided("block", limit));
        rates.hold(question(), decided("escalate", limit));
        rates.hold(question(), decided("allow", Map.of()));
        rates.hold(question(), new PolicyAnswer.Unavailable("away", null, Duration.ZERO));

        assertThat(counted).isZero();
    }

    @Test
    void readsEachDutyAndPassesOverOthers() {
        var duties = Obligations.of(decided(
                        "allow",
                        Map.of(
                                "rate_limit", Map.of("tokens_per_minute", 900, "budget_usd_per_day", 0.5),
                                "require_model", "m-safe",
                                "log_level", "warn",
                                "note", "a"))
                .decision());

        assertThat(duties.limits())
                .containsOnly(Map.entry("tokens_per_minute", 900.0), Map.entry("budget_usd_per_day", 0.5));
        assertThat(duties.requestsPerMinute()).isEmpty();
        assertThat(duties.model()).contains("m-safe");
        assertThat(duties.logLevel()).contains(Level.WARN);
        assertThat(Obligations.of(decided("allow", Map.of()).decision()).logLevel())
                .isEmpty();
    }

    private static PolicyAnswer.Decided decided(String decision, Map<String, @Nullable Object> obligations) {
        return new PolicyAnswer.Decided(
                PolicyDecision.of(decision, "", List.of("p1"), obligations, "7"), Duration.ofMillis(1));
    }

    private static PolicyQuestion question() {
        return new PolicyQuestion(
                Stage.TOOLS,
                TenantId.of("t1"),
                new PolicyQuestion.Subject(new AgentId(UUID.randomUUID()), "a", "custom", "low", null, null),
                null,
                null,
                null,
                null,
                new PolicyQuestion.Tool("a", Map.of(), null),
                null,
                null,
                List.of(),
                Instant.EPOCH);
    }
}
