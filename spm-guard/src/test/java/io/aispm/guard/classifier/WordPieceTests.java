package io.aispm.guard.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordPieceTests {

    private final WordPiece words =
            new WordPiece(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[", "]", "cl", "##s", "un", "##known", "x"));

    @Test
    void takesTheLongestPieces() {
        assertThat(words.tokensOf("Unknown").ids()).containsExactly(8, 9);
    }

    @Test
    void cannotBeToldAMarkOfItsOwnByAText() {
        assertThat(words.tokensOf("[CLS]").ids()).containsExactly(4, 6, 7, 5);
    }

    @Test
    void standsWithOnePieceForWhatItDoesNotKnow() {
        assertThat(words.tokensOf("unzip x").ids()).containsExactly(words.unknown(), 10);
        assertThat(words.tokensOf("x".repeat(101)).ids()).containsExactly(words.unknown());
    }

    @Test
    void saysWhereAPieceStands() {
        var tokens = words.tokensOf("x \u00fcn unknown");

        assertThat(tokens.startOf(2)).isEqualTo(5);
        assertThat(tokens.endOf(3)).isEqualTo(12);
    }
}
