package io.aispm.api.chat.web;

import io.aispm.api.chat.turn.Frame;
import io.aispm.api.chat.turn.Reader;
import io.aispm.api.chat.turn.ReaderGoneException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A reader who is shown that the turn is alive whatever it waits for: a guard, a policy, the broker.
 */
final class LivelyReader implements Reader, AutoCloseable {

    private final Reader reader;
    private final Duration every;
    private final Thread pinging;

    /** Frames and pings come from two threads, and neither may tear the other. */
    private final ReentrantLock writing = new ReentrantLock();

    private long writtenAt = System.nanoTime();
    private boolean closed;

    /** For as long as it is open, nothing is silent for longer than {@code every}. */
    LivelyReader(Reader reader, Duration every) {
        this.reader = reader;
        this.every = every;
        this.pinging = Thread.ofVirtual().name("turn-pings").start(this::pingWhileOpen);
    }

    @Override
    public void show(Frame frame) {
        write(() -> reader.show(frame));
    }

    @Override
    public void ping() {
        write(reader::ping);
    }

    @Override
    public void close() {
        writing.lock();
        try {
            closed = true;
        } finally {
            writing.unlock();
        }
        pinging.interrupt();
    }

    private void write(Runnable what) {
        writing.lock();
        try {
            what.run();
            writtenAt = System.nanoTime();
        } finally {
            writing.unlock();
        }
    }

    private void pingWhileOpen() {
        try {
            var silence = every;
            while (true) {
                Thread.sleep(silence);
                writing.lockInterruptibly();
                try {
                    if (closed) {
                        return;
                    }
                    silence = left();
                    if (!silence.isPositive()) {
                        ping();
                        silence = every;
                    }
                } finally {
                    writing.unlock();
                }
            }
        } catch (InterruptedException | ReaderGoneException over) {
            // The turn's own thread meets a reader that is gone at its next word.
            return;
        }
    }

    private Duration left() {
        return every.minusNanos(System.nanoTime() - writtenAt);
    }
}
