package io.aispm.lineage;

import io.aispm.contract.lineage.LineageEvent;
import io.aispm.kit.page.Page;
import java.util.List;

/** Keeps what happened, each event once, and finds it again. */
public interface EventLedger {

    /** Enters those events that are not there yet, all or none of them, and says how many those were. */
    int enter(List<LineageEvent> events);

    /** The events that are asked for, newest first. */
    Page<LineageEvent> find(EventQuery query);
}
