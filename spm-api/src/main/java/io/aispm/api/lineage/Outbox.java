package io.aispm.api.lineage;

import io.aispm.contract.lineage.LineageEvent;
import java.util.List;
import java.util.function.Predicate;

/** Holds lineage events from the transaction that made them true until they have left. */
public interface Outbox {

    /** Holds an event; part of the caller's transaction. */
    void put(LineageEvent event);

    /**
     * Hands the oldest events to the sender and lets go of them when it says that they have left. One replica at a time,
     * so that they leave in their order; elsewhere it does nothing.
     *
     * @return how many left
     */
    int drain(int most, Predicate<List<LineageEvent>> sender);
}
