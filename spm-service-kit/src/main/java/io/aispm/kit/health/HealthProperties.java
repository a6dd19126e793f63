package io.aispm.kit.health;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What {@code /health} tells.
 *
 * @param details whether it names the parts that are away; not where agents can ask
 * @param agentPort a port on which only the status is told, whatever {@code details} says; 0 for none
 */
@ConfigurationProperties("spm.health")
public record HealthProperties(
        @DefaultValue("true") boolean details,
        @DefaultValue("0") int agentPort) {}
