package io.aispm.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GuardTests {

    private static final GuardLimits LIMITS = GuardLimits.defaults();

    private final List<String> judged = new ArrayList<>();

    @Test
    void blocksFromTheBlockScoreOn() {
        try (var guard = scoring(0.6)) {
            assertThat(verdictOf(guard.screen(Screening.prompt("a long message", List.of()))))
                    .isEqualTo(Verdict.BLOCK);
        }
    }

    @Test
    void leavesLowerScoresToTheModelWhateverTheCategory() {
        try (var guard = scoring(0.59)) {
            var outcome = guard.screen(Screening.prompt("a long message", List.of()));

            assertThat(verdictOf(outcome)).isEqualTo(Verdict.FLAG);
            assertThat(((GuardOutcome.Judged) outcome).result().categories()).containsExactly("S2");
        }
    }

    @Test
    void blocksAtTheAgentsOwnScore() {
        try (var guard = scoring(0.6)) {
            var prompt = Screening.prompt("a long message", List.of());

            assertThat(verdictOf(guard.screen(prompt.blockingAt(0.7)))).isEqualTo(Verdict.FLAG);
            assertThat(verdictOf(guard.screen(prompt.blockingAt(0.2)))).isEqualTo(Verdict.BLOCK);
        }
    }

    @Test
    void letsAShortFirstMessagePassWithoutAsking() {
        try (var guard = scoring(1)) {
            assertThat(verdictOf(guard.screen(Screening.prompt("yes", List.of()))))
                    .isEqualTo(Verdict.ALLOW);
            assertThat(judged).isEmpty();
        }
    }

    @Test
    void judgesAShortMessageWithTheLastTenAccepted() {
        try (var guard = scoring(0)) {
            var accepted =
                    IntStream.rangeClosed(1, 12).mapToObj(each -> "m" + each).toList();

            guard.screen(Screening.prompt("go", accepted));

            assertThat(judged).containsExactly("m3 m4 m5 m6 m7 m8 m9 m10 m11 m12 go");
        }
    }

    @Test
    void readsALongMessageByItselfAndThenWithTheConversation() {
        try (var guard = scoring(0)) {
            guard.screen(Screening.prompt("long enough", List.of("before")));

            assertThat(judged).containsExactly("long enough", "before long enough");
        }
    }

    @Test
    void onlyFlagsForWhatALongMessageSaysTogetherWithTheConversation() {
        GuardModel model = model((_, text) -> result(text.contains("before") ? 1 : 0));
        try (var guard = new Guard(model, LIMITS)) {
            var outcome = guard.screen(Screening.prompt("long enough", List.of("before")));

            assertThat(verdictOf(outcome)).isEqualTo(Verdict.FLAG);
            assertThat(((GuardOutcome.Judged) outcome).result().signals()).contains("conversation");
        }
    }

    @Test
    void flagsByATenantsCategoryThresholdAndNeverBlocksByIt() {
        GuardModel model = model((_, _) -> new GuardResult(
                Verdict.ALLOW, 0.1, List.of(), new TreeMap<>(Map.of("S7", 0.99)), List.of(), List.of(), "m", "1", 0));
        var settings = GuardSettings.of(Map.of("category_thresholds", Map.of("S7", 0.5)), null);
        try (var guard = new Guard(model, LIMITS)) {
            var outcome = guard.screen(Screening.of(TextKind.REPLY, "text").under(settings));

            assertThat(verdictOf(outcome)).isEqualTo(Verdict.FLAG);
            assertThat(((GuardOutcome.Judged) outcome).result().categories()).containsExactly("S7");
        }
    }

    @Test
    void judgesAShortReply() {
        try (var guard = scoring(1)) {
            assertThat(verdictOf(guard.screen(Screening.of(TextKind.REPLY, "yes"))))
                    .isEqualTo(Verdict.BLOCK);
        }
    }

    @Test
    void isUnavailableWhenTheModelFails() {
        GuardModel broken = model((_, _) -> {
            throw new IllegalStateException("boom");
        });
        try (var guard = new Guard(broken, LIMITS)) {
            assertThat(guard.screen(Screening.of(TextKind.REPLY, "text")))
                    .isEqualTo(new GuardOutcome.Unavailable("the guard failed"));
        }
    }

    @Test
    void isUnavailableWhenTheModelIsLate() {
        var never = new CountDownLatch(1);
        GuardModel slow = model((_, _) -> {
            try {
                never.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
            return GuardResult.clean("slow", "1");
        });
        try (var guard = new Guard(slow, new GuardLimits(0.6, 8, Duration.ofMillis(20)))) {
            assertThat(guard.screen(Screening.of(TextKind.REPLY, "text")))
                    .isEqualTo(new GuardOutcome.Unavailable("the guard did not answer within 20 ms"));
        }
    }

    @Test
    void tellsThePersonTheCategories() {
        assertThat(result(1).refusal()).isEqualTo("Prompt blocked by safety guard. (S2)");
        assertThat(GuardResult.clean("m", "1").refusal()).isEqualTo("Prompt blocked by safety guard.");
    }

    private Guard scoring(double score) {
        return new Guard(
                model((_, text) -> {
                    judged.add(text);
                    return result(score);
                }),
                LIMITS);
    }

    private static GuardResult result(double score) {
        var verdict = score > 0 ? Verdict.FLAG : Verdict.ALLOW;
        return new GuardResult(verdict, score, List.of("S2"), new TreeMap<>(), List.of(), List.of(), "m", "1", 0);
    }

    private static Verdict verdictOf(GuardOutcome outcome) {
        return switch (outcome) {
            case GuardOutcome.Judged(var result) -> result.verdict();
            case GuardOutcome.Unavailable(var reason) -> throw new AssertionError(reason);
        };
    }

    private static GuardModel model(Judgement judgement) {
        return new GuardModel() {
            @Override
            public String name() {
                return "scripted";
            }

            @Override
            public GuardResult judge(TextKind kind, String text) {
                return judgement.judge(kind, text);
            }
        };
    }

    private interface Judgement {
        GuardResult judge(TextKind kind, String text);
    }
}
