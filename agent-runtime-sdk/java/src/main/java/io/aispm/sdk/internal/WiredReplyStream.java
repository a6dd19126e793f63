package io.aispm.sdk.internal;

import io.aispm.sdk.AispmException;
import io.aispm.sdk.ReplyStream;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Gathers what is written and sends it in order; one thread sends at a time. */
final class WiredReplyStream implements ReplyStream {

    static final int LARGEST_PART = 100_000;

    private static final int FLUSH_CHARACTERS = 200;
    private static final long FLUSH_MS = 50;

    private final ReentrantLock lock = new ReentrantLock();
    private final Replies replies;
    private final ScheduledExecutorService timers;
    private final String sessionId;
    private final Replies.@Nullable Stream stream;
    private final @Nullable Turn turn;
    private final StringBuilder written = new StringBuilder();
    private int sent;
    private int index;
    private boolean flushWished;
    private boolean closed;
    private String finishReason = "stop";
    private @Nullable AispmException failure;

    WiredReplyStream(
            Replies replies,
            ScheduledExecutorService timers,
            String sessionId,
            @Nullable String traceId,
            @Nullable Turn turn) {
        this.replies = replies;
        this.timers = timers;
        this.sessionId = sessionId;
        this.stream = traceId == null
                ? null
                : new Replies.Stream(
                        sessionId, traceId, UUID.randomUUID().toString().replace("-", ""));
        this.turn = turn;
        if (turn != null) {
            turn.beginsReply();
        }
    }

    @Override
    public ReplyStream write(String text) {
        lock.lock();
        try {
            if (closed) {
                throw new AispmException("a reply that has ended can't be written to");
            }
            raiseFailure();
            written.append(text);
            if (!text.isEmpty()) {
                flushNowOrSoon();
            }
            return this;
        } finally {
            lock.unlock();
        }
    }

    private void flushNowOrSoon() {
        if (index == 0 || written.length() - sent >= FLUSH_CHARACTERS) {
            flush(false);
            return;
        }
        if (!flushWished && stream != null) {
            flushWished = true;
            var unused = timers.schedule(
                    () -> Thread.startVirtualThread(this::flushQuietly), FLUSH_MS, TimeUnit.MILLISECONDS);
        }
    }

    private void flushQuietly() {
        lock.lock();
        try {
            flushWished = false;
            if (!closed) {
                flush(false);
            }
        } catch (AispmException failed) {
            failure = failed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void fail() {
        lock.lock();
        try {
            finishReason = "error";
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                end();
            }
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        try {
            raiseFailure();
            flush(true);
            if (stream == null) {
                // The wire's parts are matched by trace; a whole reply also by its session.
                replies.whole(sessionId, written.toString(), null);
                return;
            }
            var whole = written.length() <= LARGEST_PART ? written.toString() : null;
            replies.done(stream, whole, finishReason);
        } finally {
            if (turn != null) {
                turn.endsReply();
            }
        }
    }

    private void flush(boolean all) {
        while (stream != null && sent < written.length()) {
            var end = wholeCharacters(Math.min(written.length(), sent + LARGEST_PART), all);
            if (end == sent) {
                return;
            }
            replies.delta(stream, written.substring(sent, end), index);
            sent = end;
            index++;
        }
    }

    /** An end that cuts no character in two: the other half of the last one may come with the next text. */
    private int wholeCharacters(int end, boolean all) {
        var halved = Character.isHighSurrogate(written.charAt(end - 1));
        return halved && !(all && end == written.length()) ? end - 1 : end;
    }

    private void raiseFailure() {
        if (failure != null) {
            throw failure;
        }
    }
}
