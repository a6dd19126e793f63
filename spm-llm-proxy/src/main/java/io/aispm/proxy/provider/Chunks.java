package io.aispm.proxy.provider;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A streamed answer, taken one event at a time: nothing is read from the provider before it is asked for. */
@FunctionalInterface
public interface Chunks {

    /** The next event, or null where the answer has ended as it should; a broken one fails. */
    @Nullable Chunk next() throws IOException;
}
