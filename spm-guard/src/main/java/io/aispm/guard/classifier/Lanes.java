package io.aispm.guard.classifier;

import io.aispm.guard.GuardModelException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * As many threads as there are cores run the network; whoever asks waits, which costs a virtual thread nothing. A long
 * text takes one place after the other, so that a short one behind it does not wait for the whole of it. When too many
 * wait, the next is told so at once.
 */
final class Lanes {

    private final ThreadPoolExecutor threads;

    /**
     * Lanes of which each runs one thing at a time.
     *
     * @param mostWaiting how many may wait for one
     */
    Lanes(int count, int mostWaiting) {
        this.threads = new ThreadPoolExecutor(
                count,
                count,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(mostWaiting),
                Thread.ofPlatform().daemon().name("guard-", 0).factory());
    }

    /**
     * Runs a piece of work in turn and waits for it.
     *
     * @throws GuardModelException where too many wait already, or the waiting was interrupted
     */
    <T> T run(Callable<T> work) {
        var task = new FutureTask<>(work);
        try {
            threads.execute(task);
            return task.get();
        } catch (RejectedExecutionException full) {
            throw GuardModelException.busy(full);
        } catch (InterruptedException gaveUp) {
            threads.remove(task);
            Thread.currentThread().interrupt();
            throw GuardModelException.busy(gaveUp);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the guard's network failed", failed.getCause());
        }
    }
}
