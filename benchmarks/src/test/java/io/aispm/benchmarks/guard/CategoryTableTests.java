package io.aispm.benchmarks.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.guard.GuardModel;
import io.aispm.guard.GuardResult;
import io.aispm.guard.TextKind;
import io.aispm.guard.Verdict;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CategoryTableTests {

    private static final EvaluationData.Row THEFT = harmful("steal 0.9 S2", "S2", "thieves");
    private static final EvaluationData.Row FRAUD = harmful("cheat 0.4 S1", "S2", "fraud");
    private static final EvaluationData.Row MISSED = harmful("bribe 0.1 S2", "S2", "fraud");
    private static final EvaluationData.Row HARMLESS =
            new EvaluationData.Row("law 0.7 S2", TextKind.PROMPT, false, List.of(), "fraud");

    private final String table = new CategoryTable(Scores.of(
                    new SaysWhatTheTextSays(),
                    new TreeMap<>(Map.of(
                            "benign_talk",
                            List.of(new EvaluationData.Row("hello 0.2 S1", TextKind.PROMPT, false, List.of(), "")),
                            "questions",
                            List.of(THEFT, FRAUD, MISSED, HARMLESS)))))
            .markdown();

    @Test
    void tellsOfEachHazardWhatIsCaughtAndHowOftenItIsNamed() {
        assertThat(table)
                .contains("| S2 | 3 | 0.667 (0.21-0.94) | 0.667 (0.21-0.94) | 0.333 (0.06-0.79) | 0.667 (0.21-0.94)"
                        + " | 0.500 (0.09-0.91) |");
    }

    @Test
    void saysWhichHazardsNoTextStandsFor() {
        assertThat(table).contains("| S9 | 0 | | | | | |");
    }

    @Test
    void tellsOfEachCategoryOfASourceWhatIsCaughtAndWhatIsBlockedWrongly() {
        assertThat(table)
                .contains("| questions | fraud | 2 | 0.500 (0.09-0.91) | 0.500 (0.09-0.91) | 0.000 (0.00-0.66)"
                        + " | 1 | 1.000 (0.21-1.00) | 1.000 (0.21-1.00) |")
                .contains("| questions | thieves | 1 |")
                .doesNotContain("benign_talk");
    }

    private static EvaluationData.Row harmful(String text, String hazard, String category) {
        return new EvaluationData.Row(text, TextKind.PROMPT, true, List.of(hazard), category);
    }

    /** Takes score and category from the text. */
    private static final class SaysWhatTheTextSays implements GuardModel {

        @Override
        public String name() {
            return "echo";
        }

        @Override
        public GuardResult judge(TextKind kind, String text) {
            var words = text.split(" ", -1);
            var score = Double.parseDouble(words[1]);
            return new GuardResult(
                    Verdict.ALLOW,
                    score,
                    List.of(words[2]),
                    new TreeMap<>(Map.of(words[2], score)),
                    List.of(),
                    List.of(),
                    name(),
                    "1",
                    0);
        }
    }
}
