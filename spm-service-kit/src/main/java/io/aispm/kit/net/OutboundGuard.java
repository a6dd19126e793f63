package io.aispm.kit.net;

import java.net.InetAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import okhttp3.Dns;
import okhttp3.OkHttpClient;

/**
 * Keeps a client from addresses that it must never reach (server-side request forgery). A name is resolved once, and
 * the connection goes to the very addresses that were checked, so that a second answer of the DNS changes nothing.
 * Redirects are not followed: whoever wants to follow one asks again.
 */
public final class OutboundGuard {

    private final OutboundProperties properties;
    private final List<AddressBlock> allowed;
    private final PlatformAddresses platform;
    private final Dns dns;

    public OutboundGuard(OutboundProperties properties) {
        this(properties, Dns.SYSTEM);
    }

    /** One that asks another resolver. */
    public OutboundGuard(OutboundProperties properties, Dns dns) {
        this.properties = properties;
        this.dns = dns;
        this.platform = new PlatformAddresses(properties.platform(), dns);
        this.allowed = properties.allowedPrivateHosts().stream()
                .flatMap(entry -> AddressBlock.parse(entry).stream())
                .toList();
    }

    /** Who chose the address. */
    public enum Purpose {
        /** An operator, in an integration: private addresses as the platform's settings allow. */
        INTEGRATION,
        /** An agent, or a page on the internet: public addresses that are not the platform's, in any mode. */
        AGENT_CHOSEN
    }

    /** Makes the client obey. A refused address fails its call with {@link AddressRefusedException}. */
    public OkHttpClient.Builder guard(OkHttpClient.Builder client, Purpose purpose) {
        // A proxy would look up the name itself, and go where it pleases.
        var direct = purpose == Purpose.AGENT_CHOSEN ? client.proxy(Proxy.NO_PROXY) : client;
        return direct.followRedirects(false)
                .followSslRedirects(false)
                .dns(host -> resolve(host, purpose))
                .addInterceptor(chain -> {
                    // An address in digits is connected to without asking the DNS above.
                    var host = chain.request().url().host();
                    if (isLiteral(host)) {
                        resolve(host, purpose);
                    }
                    return chain.proceed(chain.request());
                });
    }

    /** The addresses of a host, each of them allowed; fails with {@link AddressRefusedException} if one is not. */
    public List<InetAddress> resolve(String host, Purpose purpose) throws UnknownHostException {
        var addresses = dns.lookup(host);
        for (var address : addresses) {
            if (!mayReach(host, address, purpose)) {
                throw new AddressRefusedException(host);
            }
        }
        return addresses;
    }

    private boolean mayReach(String host, InetAddress address, Purpose purpose) {
        return switch (AddressKind.of(address)) {
            case PUBLIC -> purpose == Purpose.INTEGRATION || !platform.contains(address);
            case FORBIDDEN -> false;
            case LOOPBACK -> purpose == Purpose.INTEGRATION && (properties.loopback() || isAllowed(host, address));
            case PRIVATE -> purpose == Purpose.INTEGRATION && isAllowed(host, address);
        };
    }

    private boolean isAllowed(String host, InetAddress address) {
        return properties.allowedPrivateHosts().stream()
                        .anyMatch(
                                entry -> entry.strip().toLowerCase(Locale.ROOT).equals(host.toLowerCase(Locale.ROOT)))
                || allowed.stream().anyMatch(block -> block.contains(address));
    }

    private static boolean isLiteral(String host) {
        return host.contains(":") || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }
}
