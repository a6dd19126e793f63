package io.aispm.sdk.internal;

import io.aispm.sdk.Completion;
import io.aispm.sdk.CompletionPart;
import io.aispm.sdk.CompletionStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
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
    private final Completions.Parts sum = new Completions.Parts();
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
            throw new IllegalStateException("the answer is whole once all of it was read");
        }
        return sum.whole();
    }

    @Override
    public Iterator<String> iterator() {
        begin();
        return new Reading<>(part -> part instanceof CompletionPart.Text(var text) ? text : null);
    }

    @Override
    public Iterator<CompletionPart> parts() {
        begin();
        return new Reading<>(part -> part);
    }

    private void begin() {
        if (asked.getAndSet(true)) {
            throw new IllegalStateException("an answer can be read once");
        }
    }

    /** Reads on until there is something of what is wanted. */
    private final class Reading<T> implements Iterator<T> {

        private final Function<CompletionPart, @Nullable T> wanted;
        private final Deque<T> waiting = new ArrayDeque<>();

        Reading(Function<CompletionPart, @Nullable T> wanted) {
            this.wanted = wanted;
        }

        @Override
        public boolean hasNext() {
            while (waiting.isEmpty() && !ended) {
                for (var part : more()) {
                    var found = wanted.apply(part);
                    if (found != null) {
                        waiting.add(found);
                    }
                }
            }
            return !waiting.isEmpty();
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return waiting.remove();
        }
    }

    /** What the next event adds; nothing, and the end is noted, where none comes any more. */
    private List<CompletionPart> more() {
        try {
            for (var line = line(); line != null; line = line()) {
                var data = line.startsWith(DATA) ? line.substring(DATA.length()).strip() : "";
                if (data.equals(END)) {
                    break;
                }
                if (!data.isEmpty()) {
                    return sum.add(GatewayLlm.document(data.getBytes(StandardCharsets.UTF_8)));
                }
            }
        } catch (IOException away) {
            close();
            throw late.get() ? GatewayLlm.late() : GatewayLlm.unreachable(away);
        }
        ended = true;
        close();
        return List.of();
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
