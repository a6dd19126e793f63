package io.aispm.stack.supervise;

import java.time.Duration;
import java.util.List;

/** One process of the stack: what it waits for, how it is started, and when it is ready. */
public interface Part {

    String name();

    /** The parts that must be ready before this one is launched. */
    default List<String> needs() {
        return List.of();
    }

    /** Prepares what it lacks and says how to start it; called before each start. */
    Launch launch();

    /** Whether it serves; asked again and again after its start. */
    boolean isReady(Running running);

    /** Called once it is ready, each time it was started. */
    default void onReady() {}

    /** How long it may take to become ready. */
    default Duration patience() {
        return Duration.ofSeconds(90);
    }

    /** What ends it gently. */
    default Farewell farewell() {
        return Farewell.TERMINATE;
    }

    /** The signal that asks a process to end. */
    enum Farewell {
        TERMINATE("TERM"),
        INTERRUPT("INT");

        private final String signal;

        Farewell(String signal) {
            this.signal = signal;
        }

        String signal() {
            return signal;
        }
    }
}
