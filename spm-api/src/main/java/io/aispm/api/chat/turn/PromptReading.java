package io.aispm.api.chat.turn;

import io.aispm.guard.GuardOutcome;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The guard's reading of a prompt, under way since before its turn was open: what it says counts only for a turn that
 * could be opened.
 */
public final class PromptReading {

    private final FutureTask<GuardOutcome> reading;

    PromptReading(FutureTask<GuardOutcome> reading) {
        this.reading = reading;
    }

    /** Waits for what the guard says; as long as the guard may take, at most. */
    GuardOutcome outcome() {
        try {
            return reading.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the prompt could not be read", failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new GuardOutcome.Unavailable("the screening was interrupted");
        }
    }
}
