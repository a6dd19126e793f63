package io.aispm.guard.stream;

import io.aispm.guard.redact.RedactionStream;
import io.aispm.guard.redact.Redactor;
import io.aispm.guard.redact.SensitiveKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The screen between an agent's reply and the person who reads it. Text waits until it is free of growing secrets, then
 * until 80 characters have gathered or a moment has passed, is judged together with what went out before it, and leaves
 * at once. One per reply; not thread-safe. Costs grow with the length of the reply, not with its square.
 */
public final class StreamScreen {

    /** As many clear characters are judged and released without waiting for more. */
    static final int ENOUGH = 80;

    /** How much of what was released a window begins with. */
    static final int OVERLAP = 512;

    /** A window's fresh part ends soon after as many characters. */
    static final int WINDOW = 2_048;

    /** How long less than {@link #ENOUGH} waits; a judgement of 100 ms still ends before the contract's 250 ms. */
    static final Duration PATIENCE = Duration.ofMillis(150);

    private final WindowJudge judge;
    private final RedactionStream arriving;
    private final StringBuilder clear = new StringBuilder();
    private final Set<SensitiveKind> takenOut = EnumSet.noneOf(SensitiveKind.class);
    private final StringBuilder released = new StringBuilder();
    private @Nullable Instant waitingSince;
    private boolean over;

    public StreamScreen(Redactor redactor, WindowJudge judge) {
        this.judge = judge;
        this.arriving = redactor.stream();
    }

    /** Takes more of the reply. */
    public List<Release> accept(String delta, Instant now) {
        if (over) {
            return List.of();
        }
        arriving.append(delta);
        return goOn(now, false);
    }

    /** Releases what has waited long enough; to be called when {@link #dueAt()} has come. */
    public List<Release> tick(Instant now) {
        if (over) {
            return List.of();
        }
        if (isDue(now)) {
            arriving.hurry();
        }
        return goOn(now, false);
    }

    /** Ends the reply: all that is held is complete now, and is judged and released. */
    public List<Release> finish(Instant now) {
        if (over) {
            return List.of();
        }
        var releases = goOn(now, true);
        over = true;
        return releases;
    }

    /** When {@link #tick} is due; empty while nothing waits that time could release. */
    public Optional<Instant> dueAt() {
        return over ? Optional.empty() : Optional.ofNullable(waitingSince).map(since -> since.plus(PATIENCE));
    }

    /** The whole safe text so far. */
    public String released() {
        return released.toString();
    }

    private List<Release> goOn(Instant now, boolean ended) {
        var releases = new ArrayList<Release>();
        while (advance(ended) && isEnough(now, ended)) {
            var release = judgeAndRelease(ended && arriving.held() == 0);
            release.ifPresent(releases::add);
            if (over) {
                return releases;
            }
        }
        if (arriving.held() > RedactionStream.MOST_HELD) {
            releases.add(stop(WindowVerdict.Stop.tooMuchHeld()));
            return releases;
        }
        noteWaiting(now);
        return releases;
    }

    /** Fills the window with what is clear; false when there is nothing to be judged. */
    private boolean advance(boolean ended) {
        if (clear.length() < WINDOW) {
            var more = arriving.advance(ended, WINDOW - clear.length());
            clear.append(more.text());
            takenOut.addAll(more.kinds());
        }
        return !clear.isEmpty();
    }

    private boolean isEnough(Instant now, boolean ended) {
        return ended || clear.length() >= ENOUGH || isDue(now);
    }

    private boolean isDue(Instant now) {
        return waitingSince != null && !now.isBefore(waitingSince.plus(PATIENCE));
    }

    private Optional<Release> judgeAndRelease(boolean last) {
        var overlap = released.substring(Math.max(0, released.length() - OVERLAP));
        return switch (judge.judge(new Window(overlap + clear, overlap.length(), last))) {
            case WindowVerdict.Pass _ -> Optional.of(release());
            case WindowVerdict.Redact(var kinds) when arriving.redacts(kinds) -> Optional.of(release());
            case WindowVerdict.Redact(var kinds) -> {
                takeBack(kinds);
                yield Optional.empty();
            }
            case WindowVerdict.Stop stop -> Optional.of(stop(stop));
        };
    }

    private Release release() {
        arriving.commit();
        waitingSince = null;
        released.append(clear);
        Release release = takenOut.isEmpty()
                ? new Release.Text(clear.toString())
                : new Release.Redacted(released.toString(), Set.copyOf(takenOut));
        clear.setLength(0);
        takenOut.clear();
        return release;
    }

    /** The window is redacted anew with more kinds, and judged anew. */
    private void takeBack(Set<SensitiveKind> kinds) {
        arriving.rewindWith(kinds);
        clear.setLength(0);
        takenOut.clear();
    }

    private Release stop(WindowVerdict.Stop stop) {
        over = true;
        clear.setLength(0);
        return new Release.Stopped(stop);
    }

    private void noteWaiting(Instant now) {
        if (clear.isEmpty() && !arriving.unseen()) {
            waitingSince = null;
        } else if (waitingSince == null) {
            waitingSince = now;
        }
    }
}
