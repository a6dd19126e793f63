package io.aispm.kit.health;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Answers {@code /health} with all parts that the service leans on. */
@Configuration(proxyBeanMethods = false)
public class HealthConfiguration {

    @Bean
    ServiceHealth serviceHealth(ObjectProvider<HealthPart> parts) {
        return new ServiceHealth(parts.orderedStream().toList());
    }

    @Bean
    HealthController healthController(ServiceHealth service, HealthProperties properties) {
        return new HealthController(service, properties);
    }
}
