package io.aispm.sdk.internal;

import io.aispm.sdk.Completion;
import io.aispm.sdk.CompletionStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Reads server-sent events; a gateway that falls silent for too long is not waited for. */
final class StreamedCompletion implements CompletionStream {

    private static final String DATA = "data:";
    private static final String END = "[DONE]";

    private final InputStream body;
    private final BufferedReader lines;
    private final ScheduledExecutorService timers;
    private final Duration patience;
    private final AtomicBoolean late = new AtomicBoolean();
    private final AtomicBoolean asked = new AtomicBoolean();
    private final Completions.Parts parts = new Completions.Parts();
    private boolean ended;

    StreamedCompletion(InputStream body, ScheduledExecutorService timers, Duration patience) {
        this.body = body;
        this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        this.timers = timers;
        this.patience = patience;
    }

    @Override
    public Completion completion() {
        if (!ended) {
            throw new IllegalStateException("the answer is whole once all of its texts were read");
        }
        return parts.whole();
    }

    @Override
    public Iterator<String> iterator() {
        if (asked.getAndSet(true)) {
            throw new IllegalStateException("an answer can be read once");
        }
        return new Texts();
    }

    private final class Texts implements Iterator<String> {

        private @Nullable String next;

        @Override
        public boolean hasNext() {
            if (next == null && !ended) {
                next = text();
            }
            return next != null;
        }

        @Override
        public String next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException();
            }
            var text = next;
            next = null;
            return text;
        }
    }

    /** The next text that is not empty; null at the end. */
    private @Nullable String text() {
        try {
            for (var line = line(); line != null; line = line()) {
                var data = line.startsWith(DATA) ? line.substring(DATA.length()).strip() : "";
                if (data.equals(END)) {
                    break;
                }
                var text = data.isEmpty() ? "" : parts.add(GatewayLlm.document(data.getBytes(StandardCharsets.UTF_8)));
                if (!text.isEmpty()) {
                    return text;
                }
            }
        } catch (IOException away) {
            close();
            throw late.get() ? GatewayLlm.late() : GatewayLlm.unreachable(away);
        }
        ended = true;
        close();
        return null;
    }

    private @Nullable String line() throws IOException {
        var alarm = timers.schedule(this::giveUp, patience.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return lines.readLine();
        } finally {
            alarm.cancel(false);
        }
    }

    private void giveUp() {
        late.set(true);
        close();
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException gone) {
            // Nobody reads it any more.
        }
    }
}
