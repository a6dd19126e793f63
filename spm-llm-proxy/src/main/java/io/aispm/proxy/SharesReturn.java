package io.aispm.proxy;

import io.aispm.proxy.limit.CallLimits;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees each second to it that shares which nobody uses go back to where other replicas can have them. */
final class SharesReturn implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SharesReturn.class);

    private final ScheduledExecutorService giving = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("shares").daemon().factory());

    SharesReturn(CallLimits limits) {
        var _ = giving.scheduleWithFixedDelay(() -> give(limits), 1, 1, TimeUnit.SECONDS);
    }

    private static void give(CallLimits limits) {
        try {
            limits.giveBack();
        } catch (RuntimeException failed) {
            log.atError().setCause(failed).log("Shares could not be given back");
        }
    }

    @Override
    public void close() {
        giving.shutdownNow();
    }
}
