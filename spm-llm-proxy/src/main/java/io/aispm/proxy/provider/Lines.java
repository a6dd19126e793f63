package io.aispm.proxy.provider;

import io.aispm.proxy.LlmException;
import java.io.IOException;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** Reads lines of bounded length: a provider that never ends one costs no memory. */
final class Lines {

    private static final byte LINE_FEED = '\n';
    private static final long LONGEST = 4L << 20;

    private final BufferedSource source;

    Lines(BufferedSource source) {
        this.source = source;
    }

    /** The next line without its end, or null at the end of the body. */
    @Nullable String next() throws IOException {
        var end = source.indexOf(LINE_FEED, 0, LONGEST);
        if (end >= 0) {
            var line = source.readUtf8(end);
            source.skip(1);
            return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        }
        var rest = source.getBuffer().size();
        if (rest >= LONGEST) {
            throw LlmException.upstream("The model's provider sent an event that is too large.");
        }
        return rest == 0 ? null : source.readUtf8(rest);
    }
}
