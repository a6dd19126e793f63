package io.aispm.api.agent.runtime.gate;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a client asks a proxy for: a tunnel, or one plain request whose connection ends with its answer, so that no second request
 * for another host comes after it.
 */
record ProxyRequest(IndexAddress address, boolean tunnel, String forwarded) {

    private static final Pattern LINE = Pattern.compile("([A-Z]+) (\\S+) HTTP/1\\.[01]");
    private static final Pattern AUTHORITY = Pattern.compile("([A-Za-z0-9.-]+):([0-9]{1,5})");

    static Optional<ProxyRequest> parse(String head) {
        var end = head.indexOf("\r\n");
        var line = LINE.matcher(end < 0 ? "" : head.substring(0, end));
        if (!line.matches() || !head.endsWith("\r\n\r\n")) {
            return Optional.empty();
        }
        return line.group(1).equals("CONNECT")
                ? tunnel(line.group(2))
                : plain(line.group(1), line.group(2), head.substring(end + 2));
    }

    private static Optional<ProxyRequest> tunnel(String authority) {
        var parts = AUTHORITY.matcher(authority);
        return parts.matches()
                ? Optional.of(
                        new ProxyRequest(new IndexAddress(parts.group(1), Integer.parseInt(parts.group(2))), true, ""))
                : Optional.empty();
    }

    private static Optional<ProxyRequest> plain(String method, String target, String fields) {
        try {
            var url = new URI(target);
            if (url.getRawPath() == null) {
                return Optional.empty();
            }
            var path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
            var query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
            var kept = fields.lines()
                    .filter(field -> !field.isEmpty() && !isHopByHop(field))
                    .reduce("", (all, field) -> all + field + "\r\n");
            var forwarded = method + " " + path + query + " HTTP/1.1\r\n" + kept + "Connection: close\r\n\r\n";
            return IndexAddress.of(url).map(address -> new ProxyRequest(address, false, forwarded));
        } catch (URISyntaxException odd) {
            return Optional.empty();
        }
    }

    private static boolean isHopByHop(String field) {
        return field.regionMatches(true, 0, "connection:", 0, 11)
                || field.regionMatches(true, 0, "proxy-", 0, 6)
                || field.regionMatches(true, 0, "keep-alive:", 0, 11);
    }
}
