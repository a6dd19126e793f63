package io.aispm.sdk.internal;

import io.aispm.sdk.AispmException;
import java.time.Duration;

/** Waits, and what becomes of them when the thread is interrupted. */
final class Pauses {

    private Pauses() {}

    static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
    }

    static AispmException interrupted(InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return new AispmException("interrupted while waiting for the platform", interrupted);
    }
}
