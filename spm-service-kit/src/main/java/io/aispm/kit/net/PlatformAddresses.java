package io.aispm.kit.net;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The addresses of the platform itself: this machine's, and what the configured hosts are at the moment. */
final class PlatformAddresses {

    private static final Logger log = LoggerFactory.getLogger(PlatformAddresses.class);

    private final Set<String> hosts;
    private final List<AddressBlock> blocks;
    private final Dns dns;

    /** @param entries host names, addresses, CIDR blocks, or URLs; with a port or without; blank ones count for nothing */
    PlatformAddresses(List<String> entries, Dns dns) {
        this.dns = dns;
        this.blocks = entries.stream().flatMap(entry -> block(entry).stream()).toList();
        this.hosts = entries.stream()
                .filter(entry -> block(entry).isEmpty())
                .flatMap(entry -> host(entry).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    boolean contains(InetAddress address) {
        return isOurs(address)
                || blocks.stream().anyMatch(block -> block.contains(address))
                || hosts.stream().anyMatch(host -> lookup(host).contains(address));
    }

    private List<InetAddress> lookup(String host) {
        try {
            return dns.lookup(host);
        } catch (UnknownHostException nobody) {
            return List.of();
        }
    }

    /** Where the machine can't tell its addresses, each could be its own. */
    private static boolean isOurs(InetAddress address) {
        try {
            return NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException untold) {
            log.atError().setCause(untold).log("This machine's addresses can't be read; refusing");
            return true;
        }
    }

    private static Optional<AddressBlock> block(String entry) {
        var text = entry.strip();
        if (text.contains("://")) {
            return Optional.empty();
        }
        var withPort = text.indexOf(':') >= 0 && text.indexOf(':') == text.lastIndexOf(':');
        return AddressBlock.parse(withPort ? text.substring(0, text.indexOf(':')) : text);
    }

    private static Optional<String> host(String entry) {
        var text = entry.strip();
        var url = HttpUrl.parse(text.contains("://") ? text : "http://" + text);
        return Optional.ofNullable(url).map(HttpUrl::host);
    }
}
