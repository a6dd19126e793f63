package io.aispm.kit.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Response;

/**
 * Makes so many calls at once, and the others in their order afterwards. A call's own limit of time begins when its turn
 * comes: a burst then makes each wait a little, where all at once would let none be answered in time.
 */
public final class CallQueue {

    private static final int AT_ONCE = 32;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Semaphore places;
    private final Duration longestWait;

    /** One with as many places as a service has for questions to one of its parts. */
    public CallQueue() {
        this(AT_ONCE, LONGEST_WAIT);
    }

    CallQueue(int atOnce, Duration longestWait) {
        this.places = new Semaphore(atOnce, true);
        this.longestWait = longestWait;
    }

    /** Something that is asked, and read. */
    @FunctionalInterface
    public interface Work<T> {

        /** Does it. */
        T run() throws IOException;
    }

    /**
     * Makes the call when its turn comes.
     *
     * @throws IOException where the call fails, or its turn does not come in time
     */
    public <T> T make(Call call, Reading<T> reading) throws IOException {
        return inTurn(() -> {
            try (var answer = call.execute()) {
                return reading.read(answer);
            }
        });
    }

    /**
     * Does the work when its turn comes.
     *
     * @throws IOException where the work fails, or its turn does not come in time
     */
    public <T> T inTurn(Work<T> work) throws IOException {
        enter();
        try {
            return work.run();
        } finally {
            places.release();
        }
    }

    /** Reads an answer, which is closed afterwards. */
    @FunctionalInterface
    public interface Reading<T> {

        /** What the answer says. */
        T read(Response answer) throws IOException;
    }

    private void enter() throws IOException {
        try {
            if (!places.tryAcquire(longestWait.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IOException("too many calls wait to be made");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while waiting to be made", stopped);
        }
    }
}
