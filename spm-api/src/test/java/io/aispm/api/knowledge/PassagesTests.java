package io.aispm.api.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PassagesTests {

    @Test
    void keepsShortParagraphsTogether() {
        assertThat(Passages.of("One.\n\nTwo.\r\n\r\n  \n\nThree.")).containsExactly("One.\n\nTwo.\n\nThree.");
    }

    @Test
    void beginsAnewWhereAParagraphDoesNotFitAnyMore() {
        var long1 = "a".repeat(700);
        var long2 = "b".repeat(700);

        assertThat(Passages.of(long1 + "\n\n" + long2)).containsExactly(long1, long2);
    }

    @Test
    void cutsALongParagraphAfterASentence() {
        var sentence = "Nine of ten people read this far. ";

        assertThat(Passages.of(sentence.repeat(100)))
                .hasSizeGreaterThan(2)
                .allSatisfy(passage -> assertThat(passage).endsWith("far.").hasSizeLessThanOrEqualTo(Passages.LONGEST));
    }

    @Test
    void losesNoWord() {
        var text = "alpha beta gamma delta. ".repeat(500) + "\n\n" + "x".repeat(5_000) + " end";

        assertThat(letters(String.join("", Passages.of(text)))).isEqualTo(letters(text));
    }

    @Test
    void cutsNoCharacterInTwo() {
        assertThat(Passages.of("x" + "🥝".repeat(2_000)))
                .allSatisfy(passage ->
                        assertThat(Character.isLowSurrogate(passage.charAt(0))).isFalse());
    }

    @Test
    void anEmptyTextHasNone() {
        assertThat(Passages.of(" \n\n ")).isEmpty();
    }

    private static List<String> letters(String text) {
        return Arrays.asList(text.replaceAll("\\s", "").split(""));
    }
}
