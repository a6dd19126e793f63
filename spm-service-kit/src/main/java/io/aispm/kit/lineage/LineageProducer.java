package io.aispm.kit.lineage;

import io.aispm.contract.lineage.LineageEvent;

/** Records events. Neither blocks nor throws: what is served goes on, whatever becomes of its record. */
@FunctionalInterface
public interface LineageProducer {

    /** Takes the event to be sent soon; where too many wait already it is dropped, and counted. */
    void emit(LineageEvent event);
}
