package io.aispm.proxy.http;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts the handlers that run: what they do after an answer, as to record the call, is to end before what they need does. */
final class Running {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition none = lock.newCondition();
    private int count;

    /** Runs a handler on a virtual thread of its own. */
    void start(Runnable handler) {
        lock.lock();
        try {
            count++;
        } finally {
            lock.unlock();
        }
        Thread.ofVirtual().name("agent-call").start(() -> {
            try {
                handler.run();
            } finally {
                leave();
            }
        });
    }

    private void leave() {
        lock.lock();
        try {
            count--;
            if (count == 0) {
                none.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits at most so long; whether none runs now. */
    boolean awaitNone(Duration most) {
        lock.lock();
        try {
            var left = most.toNanos();
            while (count > 0 && left > 0) {
                left = none.awaitNanos(left);
            }
            return count == 0;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
