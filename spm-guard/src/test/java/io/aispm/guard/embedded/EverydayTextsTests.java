package io.aispm.guard.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.guard.TextKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * What people write to agents each day, and what nobody should get an answer to, written for this project before the
 * model that ships was asked. No weight and no threshold was chosen by them; the bounds are what it reaches.
 */
class EverydayTextsTests {

    private static final double BLOCK = 0.6;

    private final EmbeddedModel model = EmbeddedModel.standard();

    @Test
    void blocksNoOrdinarySentence() throws IOException {
        assertThat(textsOf("ordinary.txt"))
                .hasSize(60)
                .filteredOn(this::isBlocked)
                .isEmpty();
    }

    @Test
    void blocksPlainAttacksAndPlainRequestsForHarm() throws IOException {
        assertThat(textsOf("hostile.txt"))
                .hasSize(20)
                .filteredOn(text -> !isBlocked(text))
                .isEmpty();
    }

    private boolean isBlocked(String text) {
        return model.judge(TextKind.PROMPT, text).score() >= BLOCK;
    }

    private static List<String> textsOf(String resource) throws IOException {
        try (var in = Objects.requireNonNull(EverydayTextsTests.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
