package io.aispm.guard.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.guard.redact.Redactor;
import io.aispm.guard.redact.SensitiveKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StreamScreenTests {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final WindowVerdict PASS = new WindowVerdict.Pass();
    private static final String CARD = "4111 1111 1111 1111";

    private final List<Window> judged = new ArrayList<>();
    private final StreamScreen screen = new StreamScreen(Redactor.byDefault(), window -> {
        judged.add(window);
        return window.text().contains("forbidden") ? stop() : PASS;
    });

    @Test
    void releasesAsSoonAsEnoughHasGathered() {
        assertThat(screen.accept("a ".repeat(39), START)).isEmpty();
        assertThat(screen.accept("b ", START)).containsExactly(new Release.Text("a ".repeat(39) + "b "));
    }

    @Test
    void releasesWhatHasWaited() {
        assertThat(screen.accept("Hello there, ", START)).isEmpty();
        var due = screen.dueAt().orElseThrow();

        assertThat(due).isAfter(START).isBeforeOrEqualTo(START.plusMillis(250));
        assertThat(screen.tick(due.minusMillis(1))).isEmpty();
        assertThat(screen.tick(due)).containsExactly(new Release.Text("Hello there, "));
        assertThat(screen.dueAt()).isEmpty();
    }

    @Test
    void holdsANumberThatMayStillGrow() {
        var padding = "x ".repeat(50);

        assertThat(screen.accept(padding + "4111 1111 1111", START)).containsExactly(new Release.Text(padding));
        assertThat(screen.accept(" 1111", START.plusSeconds(1))).isEmpty();
        assertThat(screen.dueAt()).isEmpty();
        assertThat(screen.accept(" is it, ", START.plusSeconds(2))).isEmpty();
        assertThat(screen.finish(START.plusSeconds(2)))
                .containsExactly(new Release.Redacted(
                        padding + "[redacted: payment_card] is it, ", Set.of(SensitiveKind.PAYMENT_CARD)));
    }

    @Test
    void stopsBeforeABlockedWindowLeaves() {
        var first = "y ".repeat(50);

        assertThat(screen.accept(first, START)).containsExactly(new Release.Text(first));
        assertThat(screen.accept("this is forb", START)).isEmpty();
        assertThat(screen.accept("idden " + first, START)).containsExactly(new Release.Stopped(stop()));
        assertThat(screen.accept("more", START)).isEmpty();
        assertThat(screen.finish(START)).isEmpty();
        assertThat(screen.released()).isEqualTo(first);
    }

    @Test
    void seesWhatStraddlesTwoWindows() {
        assertThat(screen.accept("z".repeat(100) + " for", START)).hasSize(1);
        assertThat(screen.accept("bidden" + " z".repeat(60), START)).containsExactly(new Release.Stopped(stop()));
    }

    @Test
    void stopsASecretThatNeverEnds() {
        var endless = "-----BEGIN PRIVATE" + " KEY-----\n" + "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcw\n".repeat(400);

        assertThat(screen.accept(endless, START))
                .containsExactly(new Release.Stopped(WindowVerdict.Stop.tooMuchHeld()));
    }

    @Test
    void doesNotHoldLongTextThatIsNoSecret() {
        var blob = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ".repeat(400);

        screen.accept(blob, START);
        screen.finish(START);

        assertThat(screen.released()).isEqualTo(blob);
    }

    @Test
    void redactsWhatThePolicyAsksForBeforeTheWindowLeaves() {
        var asked = new WindowVerdict.Redact(Set.of(SensitiveKind.EMAIL));
        var asking = new StreamScreen(Redactor.byDefault(), _ -> asked);

        asking.accept("Write to ada@exam", START);
        asking.accept("ple.org or " + CARD + " ", START);

        assertThat(asking.finish(START))
                .containsExactly(new Release.Redacted(
                        "Write to [redacted: email] or [redacted: payment_card] ",
                        Set.of(SensitiveKind.EMAIL, SensitiveKind.PAYMENT_CARD)));
    }

    @Test
    void showsTheJudgeOnlyRedactedText() {
        screen.accept("card " + CARD + " end", START);
        screen.finish(START);

        assertThat(judged).extracting(Window::text).containsExactly("card [redacted: payment_card] end");
        assertThat(judged.getLast().last()).isTrue();
    }

    @Test
    void judgesALongReplyInFewWindows() {
        screen.accept("word ".repeat(10_000), START);
        screen.finish(START);

        var judgedCharacters =
                judged.stream().mapToInt(each -> each.text().length()).sum();
        assertThat(judgedCharacters).isLessThan(50_000 * 2);
        assertThat(screen.released()).hasSize(50_000);
    }

    private static WindowVerdict.Stop stop() {
        return new WindowVerdict.Stop("output_blocked", "Reply blocked by output guard.", List.of());
    }
}
