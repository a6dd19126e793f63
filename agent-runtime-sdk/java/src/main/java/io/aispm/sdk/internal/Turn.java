package io.aispm.sdk.internal;

import io.aispm.sdk.ChatMessage;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One message from the moment it is handed out until its handler has returned and its replies are written. It travels into threads
 * that its handler starts.
 */
final class Turn {

    private static final InheritableThreadLocal<@Nullable Turn> CURRENT = new InheritableThreadLocal<>();
    private static final Pattern TRACE_ID = Pattern.compile("(?!0{32})[0-9a-f]{32}");

    private final ChatMessage message;
    private final long offset;
    private final Consumer<Turn> ended;
    private boolean inHand = true;
    private boolean answered;
    private boolean over;
    private int writing;

    Turn(ChatMessage message, long offset, Consumer<Turn> ended) {
        this.message = message;
        this.offset = offset;
        this.ended = ended;
    }

    /** The turn that this thread works for. */
    static Optional<Turn> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** Works for this turn until the work returns. */
    void carry(Runnable work) {
        workFor(this, work);
    }

    /** The work, for the turn of the thread that asks; for none where that thread works for none. */
    static Runnable bound(Runnable work) {
        var turn = CURRENT.get();
        return () -> workFor(turn, work);
    }

    private static void workFor(@Nullable Turn turn, Runnable work) {
        var before = CURRENT.get();
        set(turn);
        try {
            work.run();
        } finally {
            set(before);
        }
    }

    private static void set(@Nullable Turn turn) {
        if (turn == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(turn);
        }
    }

    static @Nullable String traceId() {
        return current().map(turn -> turn.message.traceId()).orElse(null);
    }

    /** The W3C header that ties a call to its turn. */
    static Optional<String> traceparent() {
        return current()
                .map(turn -> turn.message.traceId())
                .filter(trace -> TRACE_ID.matcher(trace).matches())
                .map(trace -> "00-" + trace + "-"
                        + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE)) + "-01");
    }

    ChatMessage message() {
        return message;
    }

    long offset() {
        return offset;
    }

    synchronized boolean isAnswered() {
        return answered;
    }

    void beginsReply() {
        change(() -> writing++);
    }

    void endsReply() {
        change(() -> {
            writing--;
            answered = true;
        });
    }

    void answered() {
        change(() -> answered = true);
    }

    void putDown() {
        change(() -> inHand = false);
    }

    private void change(Runnable what) {
        var endsNow = false;
        synchronized (this) {
            what.run();
            endsNow = !over && !inHand && writing == 0;
            over |= endsNow;
        }
        if (endsNow) {
            ended.accept(this);
        }
    }
}
