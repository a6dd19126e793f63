package io.aispm.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/** Waits, and ends the whole run where that is interrupted. */
final class Waiting {

    private Waiting() {}

    static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            throw interrupted(stopped);
        }
    }

    static void nanos(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException stopped) {
            throw interrupted(stopped);
        }
    }

    private static UncheckedIOException interrupted(InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return new UncheckedIOException(new IOException("interrupted", stopped));
    }
}
