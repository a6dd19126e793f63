package io.aispm.proxy.call;

import io.aispm.proxy.LlmException;
import io.aispm.proxy.provider.UpstreamCall;
import io.aispm.proxy.usage.CallerGoneException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The way of one call to its providers, which ends when its caller goes away, wherever it stands. */
final class Delivery implements AutoCloseable {

    private final CountDownLatch gone = new CountDownLatch(1);
    private final Caller.Watch watch;
    private @Nullable UpstreamCall current;

    Delivery(Caller caller) {
        this.watch = caller.whenGone(this::cut);
    }

    private synchronized void cut() {
        gone.countDown();
        if (current != null) {
            current.cancel();
        }
    }

    /** This is the call that ends with the caller, from now on. */
    synchronized void hold(UpstreamCall sent) {
        current = sent;
        if (isCut()) {
            sent.cancel();
        }
    }

    boolean isCut() {
        return gone.getCount() == 0;
    }

    /** Waits before the next try; fails at once where nobody waits for it any more. */
    void pause(Duration wait, LlmException failure) {
        try {
            if (gone.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new CallerGoneException(failure);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }

    @Override
    public void close() {
        watch.close();
    }
}
