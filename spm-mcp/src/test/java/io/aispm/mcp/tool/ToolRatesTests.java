package io.aispm.mcp.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.contract.call.Allowance;
import io.aispm.contract.call.CallContext;
import io.aispm.mcp.Callers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ToolRatesTests {

    private final List<Allowance.Share> asked = new ArrayList<>();
    private final Map<String, Double> left = new HashMap<>();

    private final ToolRates rates = new ToolRates(shares -> {
        asked.addAll(shares);
        return shares.stream().map(this::grant).toList();
    });

    @Test
    void anAgentWithoutALimitIsNotCounted() {
        assertThat(rates.refusal(caller(null, null))).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void refusesWhatIsBeyondTheAgentsLimitAndSaysWhenToTryAgain() {
        left.put("agent", 1.0);

        assertThat(rates.refusal(caller(60, null))).isEmpty();
        assertThat(rates.refusal(caller(60, null)))
                .contains(new ToolResult.Refused(
                        "rate_limited", "This agent has used up the tool calls per minute; try again in 2 s."));
        assertThat(asked).hasSize(2).allSatisfy(share -> {
            assertThat(share.kind()).isEqualTo(Allowance.Kind.TOOL_CALLS_PER_MINUTE);
            assertThat(share.agent()).isEqualTo(Callers.ADA);
            assertThat(share.limit()).isEqualTo(60);
        });
    }

    @Test
    void aTenantsLimitHoldsForAllOfItsAgentsTogether() {
        left.put("tenant", 0.0);

        assertThat(rates.refusal(caller(100, 100)))
                .hasValueSatisfying(refused -> assertThat(refused)
                        .isInstanceOfSatisfying(
                                ToolResult.Refused.class,
                                why -> assertThat(why.sentence()).startsWith("This tenant's agents have")));
        assertThat(asked)
                .as("the agent has the tenant's limit and no other")
                .singleElement()
                .satisfies(share -> assertThat(share.agent()).isNull());
    }

    @Test
    void whatTheTenantsLimitRefusesIsGivenBackToTheAgents() {
        left.put("agent", 5.0);
        left.put("tenant", 0.0);

        assertThat(rates.refusal(caller(10, 100))).isPresent();
        assertThat(left).containsEntry("agent", 5.0);
    }

    @Test
    void refusesWhereNobodyCanCount() {
        var alone = new ToolRates(_ -> {
            throw new IOException("away");
        });

        assertThat(alone.refusal(caller(10, null)))
                .hasValueSatisfying(refused -> assertThat(refused)
                        .isInstanceOfSatisfying(
                                ToolResult.Refused.class,
                                why -> assertThat(why.code()).isEqualTo("control_plane_unavailable")));
    }

    @Test
    void refusesWhereTheAnswerIsForOtherShares() {
        assertThat(new ToolRates(_ -> List.of()).refusal(caller(10, null))).isPresent();
    }

    private Allowance.Grant grant(Allowance.Share share) {
        var whose = share.agent() == null ? "tenant" : "agent";
        var there = left.getOrDefault(whose, 0.0);
        var amount = share.amount() < 0 || there >= share.least() ? share.amount() : 0;
        left.put(whose, there - amount);
        return new Allowance.Grant(amount, amount == 0 ? 1_500 : 0);
    }

    private static CallContext caller(@Nullable Integer ofAgent, @Nullable Integer ofTenant) {
        return Callers.limited(limit(ofAgent == null ? ofTenant : ofAgent), limit(ofTenant));
    }

    private static Map<String, @Nullable Object> limit(@Nullable Integer perMinute) {
        Map<String, @Nullable Object> settings = new HashMap<>();
        settings.put("tool_calls_per_minute", perMinute);
        return settings;
    }
}
