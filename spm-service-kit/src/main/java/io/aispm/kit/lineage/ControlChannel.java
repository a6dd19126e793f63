package io.aispm.kit.lineage;

import io.aispm.contract.lineage.ControlEvent;
import java.util.function.Consumer;

/** Tells every instance of every service that something they may have cached is stale. */
public interface ControlChannel {

    /**
     * Tells it, and returns when the broker has it, or after a short while without: caches are short-lived, so that a
     * lost word costs a second and not the truth.
     */
    void publish(ControlEvent event);

    /** Hears all that is told from now on, by any instance, on one thread. */
    void subscribe(Consumer<ControlEvent> listener);
}
