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

    private final MovedClock clock = new MovedClock();
    private final CallLimits limits = new CallLimits(clock);

    private static CallContext agent(String setting, int perMinute) {
        return TestCalls.to("openai").setting(setting, perMinute).call();
    }

    @Test
    void refusesMoreThanAMinutesWorth() {
        var call = agent("requests_per_minute", 2);
        limits.take(call, 1);
        limits.take(call, 1);

        assertThatThrownBy(() -> limits.take(call, 1))
                .isInstanceOfSatisfying(
                        LlmException.class,
                        refused -> assertThat(refused.properties()).containsEntry("retry_after", 30L));
    }

    @Test
    void refillsAllTheTime() {
        var call = agent("requests_per_minute", 2);
        limits.take(call, 1);
        limits.take(call, 1);
        clock.moves(Duration.ofSeconds(30));

        assertThatCode(() -> limits.take(call, 1)).doesNotThrowAnyException();
        assertThatThrownBy(() -> limits.take(call, 1)).isInstanceOf(LlmException.class);
    }

    @Test
    void keepsAgentsApart() {
        var one = agent("requests_per_minute", 1);
        limits.take(one, 1);

        assertThatCode(() -> limits.take(agent("requests_per_minute", 1), 1)).doesNotThrowAnyException();
    }

    @Test
    void countsWhatACallReallyTook() {
        var call = agent("tokens_per_minute", 100);
        limits.take(call, 10);
        limits.settle(call, 10, 150);

        assertThatThrownBy(() -> limits.take(call, 10)).isInstanceOf(LlmException.class);
        clock.moves(Duration.ofSeconds(36));
        assertThatCode(() -> limits.take(call, 10)).doesNotThrowAnyException();
    }

    @Test
    void letsACallPassThatIsLargerThanAMinutesWorth() {
        var call = agent("tokens_per_minute", 100);

        assertThatCode(() -> limits.take(call, 1_000)).doesNotThrowAnyException();
        assertThatThrownBy(() -> limits.take(call, 1)).isInstanceOf(LlmException.class);
    }

    @Test
    void limitsNobodyUnasked() {
        var call = TestCalls.to("openai").call();

        for (var count = 0; count < 1_000; count++) {
            limits.take(call, 1_000_000);
        }
    }

    private static final class MovedClock extends Clock {

        private Instant now = Instant.EPOCH;

        void moves(Duration by) {
            now = now.plus(by);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
