package io.aispm.api.chat.turn;

import io.aispm.guard.redact.Redactor;
import io.aispm.guard.stream.Release;
import io.aispm.guard.stream.StreamScreen;
import io.aispm.guard.stream.Window;
import io.aispm.guard.stream.WindowVerdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Carries one turn's answer from its inbox through the output gate to its reader. */
final class Answer {

    private static final List<String> REASONS = List.of("stop", "length", "content_filter");

    private final Inbox inbox;
    private final OutputGate gate;
    private final Reader reader;
    private final ChatProperties properties;
    private final Clock clock;
    private final StreamScreen screen;
    private final StringBuilder said = new StringBuilder();
    private boolean ended;
    private Instant shownAt;

    Answer(Inbox inbox, OutputGate gate, Reader reader, ChatProperties properties, Clock clock) {
        this.inbox = inbox;
        this.gate = gate;
        this.reader = reader;
        this.properties = properties;
        this.clock = clock;
        this.screen = new StreamScreen(Redactor.byDefault(), this::judge);
        this.shownAt = clock.instant();
    }

    /** Shows the answer as it comes, and returns when it has ended. */
    Ending carry() throws InterruptedException {
        while (true) {
            var ending = switch (inbox.take(untilDue())) {
                case Inbox.News.More(var text) -> show(screen.accept(heard(text), clock.instant()));
                case Inbox.News.Ended(var text, var reason) -> finish(text, reason);
                case Inbox.News.Over(var why) -> new Ending.Failed(why);
                case Inbox.News.Silence _ -> new Ending.None();
            };
            if (!(ending instanceof Ending.None)) {
                return ending;
            }
            ending = keepTime();
            if (!(ending instanceof Ending.None)) {
                return ending;
            }
        }
    }

    private String heard(String text) {
        said.append(text);
        return text;
    }

    /**
     * The whole reply as the agent says it, of which nothing more is shown: what is withheld must be whole. Empty where the
     * agent does not end it.
     */
    Optional<String> toItsEnd() throws InterruptedException {
        while (!ended) {
            switch (inbox.take(untilDue())) {
                case Inbox.News.More(var text) -> said.append(text);
                case Inbox.News.Ended(var text, var _) -> {
                    said.append(text);
                    ended = true;
                }
                case Inbox.News.Over _ -> {
                    return Optional.empty();
                }
                case Inbox.News.Silence _ -> {
                    if (!clock.instant().isBefore(deadline())) {
                        return Optional.empty();
                    }
                    reader.ping();
                    shownAt = clock.instant();
                }
            }
        }
        return Optional.of(said.toString());
    }

    /** The whole safe text so far. */
    String released() {
        return screen.released();
    }

    private WindowVerdict judge(Window window) {
        return gate.judge(window, screen.released());
    }

    private Ending finish(String text, String reason) {
        ended = true;
        var ending = show(screen.accept(heard(text), clock.instant()));
        if (ending instanceof Ending.None) {
            ending = show(screen.finish(clock.instant()));
        }
        if (ending instanceof Ending.None && gate.conclude(screen.released()) instanceof WindowVerdict.Stop stop) {
            ending = failed(stop);
        }
        if (!(ending instanceof Ending.None)) {
            return ending;
        }
        return "error".equals(reason)
                ? new Ending.Failed(Refusal.agentFailed("The agent failed before it had answered."))
                : new Ending.Whole(REASONS.contains(reason) ? reason : ReplyAssembly.STOP);
    }

    private Ending show(List<Release> releases) {
        for (var release : releases) {
            switch (release) {
                case Release.Text(var text) -> reader.show(new Frame.Token(text));
                case Release.Redacted(var whole, var kinds) -> reader.show(new Frame.Redacted(whole, kinds));
                case Release.Stopped(var stop) -> {
                    return failed(stop);
                }
            }
            shownAt = clock.instant();
        }
        return new Ending.None();
    }

    private Ending failed(WindowVerdict.Stop stop) {
        var refusal = gate.refusal();
        return new Ending.Failed(refusal == null ? Refusal.of(stop) : refusal);
    }

    private Ending keepTime() {
        var now = clock.instant();
        if (screen.dueAt().filter(due -> !now.isBefore(due)).isPresent()) {
            var ending = show(screen.tick(now));
            if (!(ending instanceof Ending.None)) {
                return ending;
            }
        }
        if (inbox.hasGap() && !now.isBefore(inbox.heardAt().plus(properties.gapTimeout()))) {
            inbox.closeGap();
            return new Ending.None();
        }
        if (!now.isBefore(deadline())) {
            return new Ending.Failed(Refusal.timeout(properties.replyTimeout()));
        }
        if (!now.isBefore(shownAt.plus(properties.pingEvery()))) {
            reader.ping();
            shownAt = clock.instant();
        }
        return new Ending.None();
    }

    /** The agent's silence is what counts, not the reader's or the judges' time. */
    private Instant deadline() {
        return inbox.heardAt().plus(properties.replyTimeout());
    }

    private Duration untilDue() {
        var due = earlier(deadline(), shownAt.plus(properties.pingEvery()));
        due = screen.dueAt().isPresent() ? earlier(due, screen.dueAt().get()) : due;
        due = inbox.hasGap() ? earlier(due, inbox.heardAt().plus(properties.gapTimeout())) : due;
        return Duration.between(clock.instant(), due);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** How an answer ended. */
    sealed interface Ending {

        /** Not yet. */
        record None() implements Ending {}

        /** With all that the agent had to say. */
        record Whole(String reason) implements Ending {}

        /** Before that. */
        record Failed(Refusal why) implements Ending {}
    }
}
