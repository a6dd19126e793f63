package io.aispm.kit.net;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which private addresses integrations may reach.
 *
 * @param allowedPrivateHosts host names, addresses or CIDR blocks
 * @param platform hosts, addresses, URLs or CIDR blocks of the platform itself, which nobody else's URL may lead to
 * @param loopback whether integrations may reach this machine itself, as in one-machine mode
 */
@ConfigurationProperties("spm.outbound")
public record OutboundProperties(
        @DefaultValue List<String> allowedPrivateHosts,
        @DefaultValue List<String> platform,
        @DefaultValue("false") boolean loopback) {

    @ConstructorBinding
    public OutboundProperties {}

    /** A platform that is known by its machine's addresses only. */
    public OutboundProperties(List<String> allowedPrivateHosts, boolean loopback) {
        this(allowedPrivateHosts, List.of(), loopback);
    }
}
