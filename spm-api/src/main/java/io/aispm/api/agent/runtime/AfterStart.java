package io.aispm.api.agent.runtime;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work that a start leaves behind. It waits for a moment, so that the agent that was just started has the processors first. */
public final class AfterStart {

    private static final Logger log = LoggerFactory.getLogger(AfterStart.class);
    private static final long PAUSE_MS = 500;

    private AfterStart() {}

    /** Does it on a thread of its own, of this name; that it failed is logged and stops nothing. */
    public static void run(String name, Runnable work) {
        CompletableFuture.delayedExecutor(
                        PAUSE_MS,
                        TimeUnit.MILLISECONDS,
                        task -> Thread.ofVirtual().name(name).start(task))
                .execute(() -> attempt(name, work));
    }

    private static void attempt(String name, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failure) {
            log.atWarn().addKeyValue("work", name).setCause(failure).log("What a start left to do failed");
        }
    }
}
