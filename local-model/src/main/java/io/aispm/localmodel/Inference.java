package io.aispm.localmodel;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One continuation on its way from the model to whoever asked for it. */
final class Inference implements LanguageModel.Listener {

    /** What comes next. */
    sealed interface Next {

        record Piece(String text) implements Next {}

        record Finished() implements Next {}

        record Failed() implements Next {}

        /** Nothing came in the time that was waited. */
        record Nothing() implements Next {}
    }

    private final String prompt;
    private final Sampling sampling;
    private final BlockingQueue<Next> pieces = new LinkedBlockingQueue<>();
    private volatile boolean wanted = true;

    Inference(String prompt, Sampling sampling) {
        this.prompt = prompt;
        this.sampling = sampling;
    }

    String prompt() {
        return prompt;
    }

    Sampling sampling() {
        return sampling;
    }

    boolean isWanted() {
        return wanted;
    }

    void cancel() {
        wanted = false;
    }

    @Override
    public boolean accept(String piece) {
        pieces.add(new Next.Piece(piece));
        return wanted;
    }

    void finish() {
        pieces.add(new Next.Finished());
    }

    void fail() {
        pieces.add(new Next.Failed());
    }

    Next next(Duration patience) throws InterruptedException {
        @Nullable Next next = pieces.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        return next == null ? new Next.Nothing() : next;
    }
}
