package io.aispm.proxy.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aispm.contract.call.CallContext;
import io.aispm.proxy.LlmException;
import io.aispm.proxy.TestCalls;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class CallLimitsTests {

    private static final Expected SMALL = new Expected(1, 1, null, null);

    private final MovedClock clock = new MovedClock();
    private final CountedShares shares = new CountedShares(clock);
    private final CallLimits limits = new CallLimits(shares, clock);
    private final CallLimits replica = new CallLimits(shares, clock);

    private static CallContext agent(String setting, Object value) {
        return TestCalls.to("openai").setting(setting, value).call();
    }

    private static void serve(CallLimits by, CallContext call, Expected expected, double tokens, double usd) {
        try (var reserved = by.reserve(call, expected)) {
            reserved.used(tokens, usd);
        }
    }

    private static long retryAfter(CallLimits by, CallContext call, Expected expected) {
        var wait = new long[1];
        assertThatThrownBy(() -> by.reserve(call, expected)).isInstanceOfSatisfying(LlmException.class, refused -> {
            assertThat(refused.code()).isEqualTo("rate_limit_exceeded");
            wait[0] = refused.retryAfter().orElseThrow().toSeconds();
        });
        return wait[0];
    }

    @Test
    void refusesMoreThanAMinutesWorth() {
        var call = agent("requests_per_minute", 2);
        serve(limits, call, SMALL, 2, 0);
        serve(limits, call, SMALL, 2, 0);

        assertThat(retryAfter(limits, call, SMALL)).isEqualTo(30);

        clock.moves(Duration.ofSeconds(30));
        assertThatCode(() -> serve(limits, call, SMALL, 2, 0)).doesNotThrowAnyException();
    }

    @Test
    void replicasTogetherServeNoMoreThanTheLimit() {
        var call = agent("requests_per_minute", 40);
        var served = 0;
        for (var tries = 0; tries < 100; tries++) {
            try {
                serve(tries % 2 == 0 ? limits : replica, call, SMALL, 2, 0);
                served++;
            } catch (LlmException refused) {
                assertThat(refused.code()).isEqualTo("rate_limit_exceeded");
            }
        }

        assertThat(served).isEqualTo(40);
    }

    @Test
    void holdsATenantsAgentsTogetherToTheTenantsLimit() {
        var one = TestCalls.to("openai").tenant("t2", "requests_per_minute", 2).setting("requests_per_minute", 2);
        var two = TestCalls.to("openai").tenant("t2", "requests_per_minute", 2).setting("requests_per_minute", 2);
        serve(limits, one.call(), SMALL, 2, 0);
        serve(limits, two.call(), SMALL, 2, 0);

        assertThatThrownBy(() -> limits.reserve(one.call(), SMALL)).hasMessageContaining("This tenant's agents");
    }

    @Test
    void keepsAgentsApart() {
        serve(limits, agent("requests_per_minute", 1), SMALL, 2, 0);

        assertThatCode(() -> serve(limits, agent("requests_per_minute", 1), SMALL, 2, 0))
                .doesNotThrowAnyException();
    }

    @Test
    void stopsBeforeTheCallThatABudgetHasNoRoomFor() {
        var call = agent("budget_tokens_per_day", 1_000);
        serve(limits, call, new Expected(100, 800, null, null), 890, 0);

        assertThatCode(() -> serve(limits, call, new Expected(100, 800, null, null), 110, 0))
                .doesNotThrowAnyException();
        assertThat(retryAfter(limits, call, SMALL))
                .isEqualTo(Duration.ofHours(14).toSeconds());

        clock.moves(Duration.ofHours(14));
        assertThatCode(() -> serve(limits, call, SMALL, 2, 0)).doesNotThrowAnyException();
    }

    @Test
    void givesBackWhatACallDidNotTake() {
        var call = agent("budget_tokens_per_day", 1_000);
        for (var calls = 0; calls < 10; calls++) {
            serve(limits, call, new Expected(10, 900, null, null), 100, 0);
        }

        assertThatThrownBy(() -> limits.reserve(call, SMALL)).isInstanceOf(LlmException.class);
    }

    @Test
    void countsDollarsWhereAPriceIsKnownAndOnlyThere() {
        var call = agent("budget_usd_per_day", 0.01);
        serve(limits, call, new Expected(10, 10, 0.001, 0.01), 20, 0.01);

        assertThatThrownBy(() -> limits.reserve(call, new Expected(10, 10, 0.001, 0.01)))
                .hasMessageContaining("US dollars");
        assertThatCode(() -> serve(limits, call, SMALL, 2, 0)).doesNotThrowAnyException();
    }

    @Test
    void aBudgetOfNothingStopsAll() {
        assertThatThrownBy(() -> limits.reserve(agent("budget_tokens_per_day", 0), SMALL))
                .isInstanceOf(LlmException.class);
    }

    @Test
    void letsACallPassThatIsLargerThanAMinutesWorth() {
        var call = agent("tokens_per_minute", 100);
        serve(limits, call, new Expected(500, 500, null, null), 1_000, 0);
        limits.giveBack();

        assertThatThrownBy(() -> limits.reserve(call, SMALL)).isInstanceOf(LlmException.class);
        clock.moves(Duration.ofMinutes(9));
        assertThatThrownBy(() -> limits.reserve(call, SMALL)).isInstanceOf(LlmException.class);
        clock.moves(Duration.ofMinutes(1));
        assertThatCode(() -> serve(limits, call, SMALL, 2, 0)).doesNotThrowAnyException();
    }

    @Test
    void servesFromItsShareWithoutAskingEachTime() {
        var call = agent("requests_per_minute", 100_000);
        for (var calls = 0; calls < 2_000; calls++) {
            serve(limits, call, SMALL, 2, 0);
        }

        assertThat(shares.asked()).isEqualTo(1);
    }

    @Test
    void givesASharesRestBackThatNobodyUses() {
        var call = agent("budget_tokens_per_day", 1_000);
        serve(limits, call, new Expected(10, 980, null, null), 10, 0);
        assertThatThrownBy(() -> replica.reserve(call, new Expected(500, 10, null, null)))
                .isInstanceOf(LlmException.class);

        clock.moves(Duration.ofSeconds(3));
        limits.giveBack();

        assertThatCode(() -> serve(replica, call, new Expected(500, 10, null, null), 510, 0))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesWhileTheControlPlaneCantBeAsked() {
        var alone = new CallLimits(
                _ -> {
                    throw LlmException.controlPlaneAway();
                },
                clock);

        assertThatThrownBy(() -> alone.reserve(agent("requests_per_minute", 5), SMALL))
                .isInstanceOfSatisfying(
                        LlmException.class,
                        refused -> assertThat(refused.code()).isEqualTo("control_plane_unavailable"));
    }

    @Test
    void countsTheTurnsThatHaveCallsAtOnce() {
        var test = TestCalls.to("openai").setting("max_concurrent_turns", 1);
        var call = test.call();
        var other = new CallContext(
                call.tenantId(),
                call.agent(),
                TestCalls.to("openai").call().turn(),
                call.linkedPolicies(),
                call.settings(),
                call.runtime(),
                call.route(),
                null);
        try (var _ = limits.reserve(call, SMALL);
                var _ = limits.reserve(call, SMALL)) {
            assertThatThrownBy(() -> limits.reserve(other, SMALL)).isInstanceOf(LlmException.class);
        }

        assertThatCode(() -> limits.reserve(other, SMALL).close()).doesNotThrowAnyException();
    }

    @Test
    void limitsNobodyUnasked() {
        var call = TestCalls.to("openai").call();
        for (var calls = 0; calls < 1_000; calls++) {
            serve(limits, call, new Expected(100, 100, null, null), 200, 0);
        }

        assertThat(shares.asked()).isZero();
    }

    private static final class MovedClock extends Clock {

        private Instant now = Instant.parse("2026-04-25T10:00:00Z");

        void moves(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
