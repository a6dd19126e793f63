package io.aispm.guard.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.contract.policy.PolicyDecision;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RedactionDutyTests {

    @Test
    void takesOutWhatIsNamedWhateverElseWasDecided() {
        for (var decision : List.of("redact", "allow", "escalate")) {
            assertThat(RedactionDuty.of(decided(decision, Map.of("kinds", List.of("email", "nothing")))))
                    .as(decision)
                    .containsExactly(SensitiveKind.EMAIL);
        }
        assertThat(RedactionDuty.of(decided("redact", Map.of("kinds", "iban")))).containsExactly(SensitiveKind.IBAN);
    }

    @Test
    void aRedactionThatNamesNothingTakesOutEverything() {
        assertThat(RedactionDuty.of(decided("redact", Map.of()))).containsExactly(SensitiveKind.values());
        assertThat(RedactionDuty.of(decided("redact", Map.of("kinds", 7)))).containsExactly(SensitiveKind.values());
    }

    @Test
    void anAllowanceThatNamesNothingTakesOutNothing() {
        assertThat(RedactionDuty.of(decided("allow", Map.of()))).isEmpty();
    }

    private static PolicyDecision decided(String decision, Map<String, @Nullable Object> obligations) {
        return PolicyDecision.of(decision, "", List.of(), obligations, "1");
    }
}
