package io.aispm.api.chat.turn;

import io.aispm.contract.chat.AgentReply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where one turn waits for its answer. Whoever delivers never waits; what the turn has not taken yet is kept as text
 * alone and may grow only as long as a reply may be.
 */
final class Inbox {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final ReplyAssembly assembly = new ReplyAssembly();
    private final StringBuilder waiting = new StringBuilder();
    private final Clock clock;
    private final int mostText;

    private long textSoFar;
    private final Instant openedAt;
    private Instant heardAt;
    private @Nullable Instant firstHeardAt;
    private @Nullable String end;
    private @Nullable Refusal failure;

    Inbox(Clock clock, int mostText) {
        this.clock = clock;
        this.mostText = mostText;
        this.openedAt = clock.instant();
        this.heardAt = openedAt;
    }

    /** Takes what the agent sent. */
    void deliver(AgentReply reply) {
        lock.lock();
        try {
            note(assembly.accept(reply));
            heardAt = clock.instant();
            firstHeardAt = firstHeardAt == null ? heardAt : firstHeardAt;
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more will come. */
    void fail(Refusal why) {
        lock.lock();
        try {
            if (failure == null && end == null) {
                failure = why;
                news.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The agent says nothing more, and parts of what it said are missing. */
    void closeGap() {
        lock.lock();
        try {
            note(assembly.closeGap());
        } finally {
            lock.unlock();
        }
    }

    boolean hasGap() {
        lock.lock();
        try {
            return assembly.hasGap();
        } finally {
            lock.unlock();
        }
    }

    boolean isAnswered() {
        lock.lock();
        try {
            return assembly.isAnswered();
        } finally {
            lock.unlock();
        }
    }

    /** When the agent was last heard; at first, when the turn began to wait. */
    Instant heardAt() {
        lock.lock();
        try {
            return heardAt;
        } finally {
            lock.unlock();
        }
    }

    /** How long after its opening the agent was first heard; empty where it never was. */
    Optional<Duration> firstHeardAfter() {
        lock.lock();
        try {
            return Optional.ofNullable(firstHeardAt).map(first -> Duration.between(openedAt, first));
        } finally {
            lock.unlock();
        }
    }

    /** Waits for news, at most so long. */
    News take(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            var left = atMost.toNanos();
            while (isQuiet() && left > 0) {
                left = news.awaitNanos(left);
            }
            return next();
        } finally {
            lock.unlock();
        }
    }

    private boolean isQuiet() {
        return waiting.isEmpty() && end == null && failure == null;
    }

    private News next() {
        var text = waiting.toString();
        waiting.setLength(0);
        if (failure != null) {
            return text.isEmpty() ? new News.Over(failure) : new News.More(text);
        }
        if (end != null) {
            return new News.Ended(text, end);
        }
        return text.isEmpty() ? new News.Silence() : new News.More(text);
    }

    private void note(ReplyAssembly.Step step) {
        if (failure != null) {
            return;
        }
        textSoFar += step.text().length();
        if (textSoFar > mostText) {
            failure = Refusal.agentFailed("The agent's reply is longer than " + mostText + " characters.");
            return;
        }
        waiting.append(step.text());
        end = step.end() == null ? end : step.end();
    }

    /** What there is to know. */
    sealed interface News {

        /** More of the answer. */
        record More(String text) implements News {}

        /** The rest of the answer, and why it ended. */
        record Ended(String text, String reason) implements News {}

        /** There will be no more. */
        record Over(Refusal why) implements News {}

        /** Nothing yet. */
        record Silence() implements News {}
    }
}
