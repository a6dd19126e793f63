package io.aispm.kit.health;

import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Answers {@code /health} with all parts that the service leans on. */
@Configuration(proxyBeanMethods = false)
public class HealthConfiguration {

    @Bean
    HealthController healthController(ObjectProvider<HealthPart> parts, HealthProperties properties) {
        return new HealthController(List.copyOf(parts.orderedStream().toList()), properties);
    }
}
