package io.aispm.lineage;

import io.aispm.contract.lineage.LineageEvent;
import java.io.IOException;
import java.util.List;

/** Takes what happened, to be seen as traces elsewhere. */
@FunctionalInterface
public interface TraceSink {

    /** Takes all of it, or fails while it is away; what comes a second time makes the same traces. */
    void take(List<LineageEvent> events) throws IOException;
}
