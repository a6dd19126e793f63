package io.aispm.api.chat.turn;

import io.aispm.guard.Guard;
import io.aispm.guard.GuardLimits;
import io.aispm.guard.GuardOutcome;
import io.aispm.guard.Screening;
import io.aispm.guard.TextKind;
import io.aispm.guard.embedded.EmbeddedModel;
import io.aispm.guard.model.ChosenModels;
import io.aispm.kit.health.AskedPart;
import io.aispm.kit.health.HealthPart;
import io.aispm.kit.net.OutboundGuard;
import java.time.Clock;
import java.time.Duration;
import okhttp3.OkHttpClient;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The platform's guard, under the limits that operators set. */
@Configuration(proxyBeanMethods = false)
class GuardConfiguration {

    @Bean
    GuardLimits guardLimits(GuardProperties properties) {
        return new GuardLimits(properties.blockScore(), properties.minTextLen(), properties.timeout());
    }

    @Bean
    Guard guard(GuardLimits limits, OkHttpClient http, OutboundGuard outbound) {
        var remote = outbound.guard(http.newBuilder(), OutboundGuard.Purpose.INTEGRATION)
                .build();
        return new Guard(new ChosenModels(remote, EmbeddedModel.standard(), limits.timeout()), limits);
    }

    @Bean
    HealthPart guardPart(Guard guard, Clock clock) {
        return new AskedPart("guard", clock) {
            @Override
            protected boolean ask() {
                return guard.screen(Screening.of(TextKind.PROMPT, "Is the guard there?"))
                        instanceof GuardOutcome.Judged;
            }
        };
    }

    /** GUARD_BLOCK_SCORE, GUARD_MIN_TEXT_LEN and GUARD_TIMEOUT_S. */
    @ConfigurationProperties("spm.guard")
    record GuardProperties(
            @DefaultValue("0.6") double blockScore,
            @DefaultValue("8") int minTextLen,
            @DefaultValue("5s") Duration timeout) {}
}
