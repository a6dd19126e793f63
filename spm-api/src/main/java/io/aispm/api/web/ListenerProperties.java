package io.aispm.api.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The agents' listener.
 *
 * @param port where agents reach the control plane; 0 for any free port
 */
@ConfigurationProperties("spm.agent-listener")
record ListenerProperties(@DefaultValue("8093") int port) {}
