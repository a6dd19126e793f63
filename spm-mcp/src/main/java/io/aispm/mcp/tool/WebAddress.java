package io.aispm.mcp.tool;

import java.util.Optional;
import okhttp3.HttpUrl;

/** An address that an agent or a page chose: http or https, without a user in it, at a port where pages are. */
record WebAddress(HttpUrl url) {

    private static final int LONGEST = 2_048;
    private static final int FIRST_FREE_PORT = 1_024;

    /** Reads one; empty where it is none. */
    static Optional<WebAddress> of(String text) {
        return text.length() > LONGEST
                ? Optional.empty()
                : Optional.ofNullable(HttpUrl.parse(text)).flatMap(WebAddress::of);
    }

    private static Optional<WebAddress> of(HttpUrl url) {
        var isWithoutUser = url.username().isEmpty() && url.password().isEmpty();
        var isPagesPort = url.port() == 80 || url.port() == 443 || url.port() >= FIRST_FREE_PORT;
        return isWithoutUser && isPagesPort
                ? Optional.of(new WebAddress(url.newBuilder().fragment(null).build()))
                : Optional.empty();
    }

    /** Where a page at this address sends its readers. */
    Optional<WebAddress> resolve(String location) {
        return location.length() > LONGEST
                ? Optional.empty()
                : Optional.ofNullable(url.resolve(location)).flatMap(WebAddress::of);
    }

    @Override
    public String toString() {
        return url.toString();
    }
}
