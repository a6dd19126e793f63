package io.aispm.kit.net;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which private addresses integrations may reach.
 *
 * @param allowedPrivateHosts host names, addresses or CIDR blocks
 * @param loopback whether integrations may reach this machine itself, as in one-machine mode
 */
@ConfigurationProperties("spm.outbound")
public record OutboundProperties(
        @DefaultValue List<String> allowedPrivateHosts,
        @DefaultValue("false") boolean loopback) {}
