package io.aispm.api.agent.runtime.gate;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** A host and a port that packages may come from. */
public record IndexAddress(String host, int port) {

    public IndexAddress {
        host = host.toLowerCase(Locale.ROOT);
    }

    /** The address of a URL with http or https, or empty for any other. */
    public static Optional<IndexAddress> of(URI url) {
        if (url.getHost() == null || url.getScheme() == null) {
            return Optional.empty();
        }
        return switch (url.getScheme().toLowerCase(Locale.ROOT)) {
            case "https" -> Optional.of(new IndexAddress(url.getHost(), url.getPort() < 0 ? 443 : url.getPort()));
            case "http" -> Optional.of(new IndexAddress(url.getHost(), url.getPort() < 0 ? 80 : url.getPort()));
            default -> Optional.empty();
        };
    }

    /** Reads {@code host:port}; the port of https where none is named. */
    public static IndexAddress parse(String text) {
        var colon = text.lastIndexOf(':');
        return colon < 0
                ? new IndexAddress(text.strip(), 443)
                : new IndexAddress(
                        text.substring(0, colon).strip(),
                        Integer.parseInt(text.substring(colon + 1).strip()));
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
