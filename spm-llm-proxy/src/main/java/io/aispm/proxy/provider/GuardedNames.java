package io.aispm.proxy.provider;

import io.aispm.kit.net.OutboundGuard;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/** Resolves the names of providers, and addresses in digits, to where integrations may reach. */
final class GuardedNames implements DnsResolver {

    private final OutboundGuard guard;

    GuardedNames(OutboundGuard guard) {
        this.guard = guard;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return guard.resolve(host, OutboundGuard.Purpose.INTEGRATION).toArray(InetAddress[]::new);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
