package io.aispm.api.chat.relay;

import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the relay's parts share. */
@Configuration(proxyBeanMethods = false)
class RelayConfiguration {

    /** The next turn of an agent that is spoken to often begins without asking Kafka anything. */
    private static final Duration IDLE = Duration.ofMinutes(2);

    @Bean
    Interests chatInterests(Clock clock) {
        return new Interests(clock, IDLE);
    }
}
