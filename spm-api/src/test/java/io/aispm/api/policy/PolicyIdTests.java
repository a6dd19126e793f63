package io.aispm.api.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyIdTests {

    @ParameterizedTest
    @CsvSource({"No numbers, no_numbers", "Prompt-Guard, prompt_guard", "  7 Dwarfs! , dwarfs", "Ärger x, rger_x"})
    void isSuggestedByTheName(String name, String id) {
        assertThat(PolicyId.suggestedBy(name)).contains(PolicyId.of(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "!!", "日本"})
    void isNotSuggestedByANameWithoutALetter(String name) {
        assertThat(PolicyId.suggestedBy(name)).isEmpty();
    }

    @Test
    void isCutAtItsLongest() {
        assertThat(PolicyId.suggestedBy("a".repeat(200))).contains(PolicyId.of("a".repeat(64)));
        assertThat(PolicyId.parse("a".repeat(65))).isEmpty();
    }
}
