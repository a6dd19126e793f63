package io.aispm.api.lineage.feed;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whoever reads a stream. Each method fails with {@link ReaderLeftException} when nobody does any more. */
public interface Reader {

    /** Shows a row; it may leave with the next one, but not later than the next {@link #flush()}. */
    void row(UUID id, Map<String, @Nullable Object> row);

    /** Lets all rows leave. */
    void flush();

    /** Shows that the stream is alive. */
    void ping();

    /** Says why there will be no more. */
    void end(End why);
}
