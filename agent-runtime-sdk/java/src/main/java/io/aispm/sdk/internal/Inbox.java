package io.aispm.sdk.internal;

import io.aispm.sdk.ChatMessage;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Hands out messages: each once, a session's one after another, and no more at a time than can be handled. */
final class Inbox {

    private static final System.Logger log = System.getLogger("aispm");

    private static final int AT_ONCE = 32;
    private static final int WAITING = 256;
    private static final int REMEMBERED = 4096;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Wire wire;
    private final int atOnce;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Map<String, Turn> open = new HashMap<>();
    private final TreeSet<Long> unhandled = new TreeSet<>();
    private final Set<String> seen = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });
    private long received = -1;
    private long committed = -1;
    private boolean stopped;
    private @Nullable RuntimeException failure;

    private record Waiting(ChatMessage message, long offset) {}

    Inbox(Wire wire) {
        this(wire, AT_ONCE);
    }

    Inbox(Wire wire, int atOnce) {
        this.wire = wire;
        this.atOnce = atOnce;
    }

    void start() {
        Thread.ofPlatform().name("aispm-chat-in").daemon().start(this::receive);
    }

    /** The next message that may be handled now; empty once this inbox is stopped. */
    Optional<Turn> take() {
        lock.lock();
        try {
            while (true) {
                if (failure != null) {
                    throw failure;
                }
                if (stopped) {
                    return Optional.empty();
                }
                var next = next();
                if (next.isPresent()) {
                    changed.signalAll();
                    return next;
                }
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    Optional<Turn> turnOf(String sessionId) {
        lock.lock();
        try {
            return Optional.ofNullable(open.get(sessionId));
        } finally {
            lock.unlock();
        }
    }

    /** No further message is handed out; those in hand may be finished. */
    void stop() {
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until no message is in hand, at most so long; says whether none is. */
    boolean drained(Duration patience) {
        lock.lock();
        try {
            return await(open::isEmpty, patience);
        } finally {
            lock.unlock();
        }
    }

    private boolean await(BooleanSupplier reached, Duration patience) {
        var left = patience.toNanos();
        try {
            while (!reached.getAsBoolean() && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return reached.getAsBoolean();
    }

    private Optional<Turn> next() {
        if (open.size() >= atOnce) {
            return Optional.empty();
        }
        for (var places = waiting.iterator(); places.hasNext(); ) {
            var candidate = places.next();
            if (!open.containsKey(candidate.message().sessionId())) {
                places.remove();
                var turn = new Turn(candidate.message(), candidate.offset(), this::ended);
                open.put(candidate.message().sessionId(), turn);
                return Optional.of(turn);
            }
        }
        return Optional.empty();
    }

    private void ended(Turn turn) {
        lock.lock();
        try {
            open.remove(turn.message().sessionId(), turn);
            unhandled.remove(turn.offset());
            commit();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void receive() {
        try {
            while (hasRoom()) {
                var records = wire.receive();
                lock.lock();
                try {
                    records.forEach(this::enter);
                    commit();
                    changed.signalAll();
                } finally {
                    lock.unlock();
                }
            }
        } catch (RuntimeException broken) {
            lock.lock();
            try {
                failure = broken;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Waits for room; false once this inbox is stopped. */
    private boolean hasRoom() {
        lock.lock();
        try {
            while (!stopped && waiting.size() >= WAITING) {
                changed.await(1, TimeUnit.SECONDS);
            }
            return !stopped;
        } catch (InterruptedException interrupted) {
            throw Pauses.interrupted(interrupted);
        } finally {
            lock.unlock();
        }
    }

    private void enter(Wire.Incoming record) {
        if (record.offset() <= received) {
            return;
        }
        received = record.offset();
        if (committed < 0) {
            committed = record.offset();
        }
        var message = read(record.text());
        if (message.isEmpty() || !seen.add(message.get().id())) {
            return;
        }
        unhandled.add(record.offset());
        waiting.addLast(new Waiting(message.get(), record.offset()));
    }

    private void commit() {
        var handled = unhandled.isEmpty() ? received + 1 : unhandled.first();
        if (received >= 0 && handled > committed) {
            committed = handled;
            wire.commit(handled);
        }
    }

    private static Optional<ChatMessage> read(String text) {
        try {
            var document = Json.MAPPER.readTree(text);
            var trace = document.path("trace_id");
            return Optional.of(new ChatMessage(
                    document.required("id").asString(),
                    document.required("session_id").asString(),
                    document.required("user_id").asString(),
                    document.required("text").asString(),
                    document.required("ts").asString(),
                    trace.isString() ? trace.asString() : null));
        } catch (JacksonException unreadable) {
            log.log(Level.WARNING, "a message in chat.in could not be read and was skipped");
            return Optional.empty();
        }
    }
}
