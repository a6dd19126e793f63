package io.aispm.stack.machine;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Tells the person at the terminal what happens, a line at a time. */
public final class Progress {

    private final PrintWriter out;
    private final Clock clock;

    public Progress(PrintWriter out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    public Instant now() {
        return clock.instant();
    }

    public void say(String sentence) {
        line("  " + sentence);
    }

    /** A part of the stack is there, so many seconds after its start. */
    public void ready(String part, Instant since, String remark) {
        var seconds = Duration.between(since, clock.instant()).toMillis() / 1000.0;
        line(String.format(Locale.ROOT, "  %-17s %6.1f s  %s", part, seconds, remark)
                .stripTrailing());
    }

    public synchronized void line(String text) {
        out.println(text);
        out.flush();
    }
}
