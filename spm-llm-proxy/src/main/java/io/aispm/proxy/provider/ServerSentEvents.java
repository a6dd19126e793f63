package io.aispm.proxy.provider;

import java.io.IOException;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads the data of server-sent events; comments, names and ids are passed over.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent events</a>
 */
final class ServerSentEvents {

    private final Lines lines;

    ServerSentEvents(BufferedSource source) {
        this.lines = new Lines(source);
    }

    /** The data of the next event that has any, or null at the end of the body. */
    @Nullable String next() throws IOException {
        StringBuilder more = null;
        String data = null;
        while (true) {
            var line = lines.next();
            if (line == null || line.isEmpty()) {
                if (data != null) {
                    return more == null ? data : more.toString();
                }
                if (line == null) {
                    return null;
                }
                continue;
            }
            if (!line.startsWith("data:")) {
                continue;
            }
            var value = line.substring(line.startsWith("data: ") ? 6 : 5);
            if (data == null) {
                data = value;
                continue;
            }
            more = more == null ? new StringBuilder(data) : more;
            more.append('\n').append(value);
        }
    }
}
