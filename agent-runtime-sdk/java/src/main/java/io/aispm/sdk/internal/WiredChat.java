package io.aispm.sdk.internal;

import io.aispm.sdk.AispmException;
import io.aispm.sdk.Chat;
import io.aispm.sdk.HistoryEntry;
import io.aispm.sdk.MessageHandler;
import io.aispm.sdk.ReplyStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Chat over a wire: a thread that hands out messages, and a virtual thread for each that is handled. */
final class WiredChat implements Chat {

    private final Replies replies;
    private final ControlPlane control;
    private final ScheduledExecutorService timers;
    private final Inbox inbox;
    private final Consumer<RuntimeException> broken;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CountDownLatch handedOut = new CountDownLatch(1);
    private volatile @Nullable RuntimeException failure;

    WiredChat(
            Inbox inbox,
            Replies replies,
            ControlPlane control,
            ScheduledExecutorService timers,
            Consumer<RuntimeException> broken) {
        this.inbox = inbox;
        this.replies = replies;
        this.control = control;
        this.timers = timers;
        this.broken = broken;
    }

    @Override
    public void onMessage(MessageHandler handler) {
        if (!begun.compareAndSet(false, true)) {
            throw new AispmException("there is a message handler already");
        }
        inbox.start();
        Thread.ofPlatform().name("aispm-chat").daemon(false).start(() -> handOut(handler));
    }

    private void handOut(MessageHandler handler) {
        try {
            var turn = inbox.take();
            while (turn.isPresent()) {
                var next = turn.get();
                var unused = Thread.ofVirtual()
                        .name("aispm-turn-" + next.offset())
                        .start(() -> next.carry(() -> handle(handler, next)));
                turn = inbox.take();
            }
        } catch (RuntimeException unreadable) {
            failure = unreadable;
            broken.accept(unreadable);
        } finally {
            handedOut.countDown();
        }
    }

    private void handle(MessageHandler handler, Turn turn) {
        try {
            handler.handle(turn.message());
        } catch (Exception failed) {
            Complaints.print("a message could not be handled", failed);
            apologise(turn);
        } finally {
            turn.putDown();
        }
    }

    /** Lets the person know at once that no reply comes, where none has begun. */
    private void apologise(Turn turn) {
        if (!turn.isAnswered() && turn.message().traceId() != null) {
            try (var out = stream(turn.message())) {
                out.fail();
            } catch (AispmException unsent) {
                Complaints.print("nor could that be told", unsent);
            }
        }
    }

    @Override
    public void reply(String sessionId, String text, @Nullable String traceId) {
        if (text.length() > WiredReplyStream.LARGEST_PART) {
            try (var out = stream(sessionId, traceId)) {
                out.write(text);
            }
            return;
        }
        var turn = turn(sessionId);
        replies.whole(sessionId, text, trace(turn, traceId));
        own(turn, traceId).ifPresent(Turn::answered);
    }

    @Override
    public ReplyStream stream(String sessionId, @Nullable String traceId) {
        var turn = turn(sessionId);
        return new WiredReplyStream(
                replies,
                timers,
                sessionId,
                trace(turn, traceId),
                own(turn, traceId).orElse(null));
    }

    @Override
    public List<HistoryEntry> history(String sessionId, int limit) {
        var session = URLEncoder.encode(sessionId, StandardCharsets.UTF_8).replace("+", "%20");
        var entries = new ArrayList<HistoryEntry>();
        for (var entry : control.ask("sessions/" + session + "/messages?limit=" + limit)) {
            entries.add(new HistoryEntry(
                    entry.path("role").asString(),
                    entry.path("text").asString(),
                    entry.path("ts").asString()));
        }
        return List.copyOf(entries);
    }

    private Optional<Turn> turn(String sessionId) {
        return Turn.current()
                .filter(turn -> turn.message().sessionId().equals(sessionId))
                .or(() -> inbox.turnOf(sessionId));
    }

    private static @Nullable String trace(Optional<Turn> turn, @Nullable String traceId) {
        return traceId != null
                ? traceId
                : turn.map(open -> open.message().traceId()).orElse(null);
    }

    /** The turn that a reply with this trace answers. */
    private static Optional<Turn> own(Optional<Turn> turn, @Nullable String traceId) {
        return turn.filter(
                open -> traceId == null || traceId.equals(open.message().traceId()));
    }

    /** Hands out no further message and waits for those in hand, at most so long. */
    void stop(Duration patience) {
        inbox.stop();
        inbox.drained(patience);
    }

    /** Waits until no further message is handed out; raises what kept messages from being read. */
    void join() {
        if (!begun.get()) {
            return;
        }
        try {
            handedOut.await();
        } catch (InterruptedException interrupted) {
            throw Pauses.interrupted(interrupted);
        }
        var found = failure;
        if (found != null) {
            throw found;
        }
    }
}
