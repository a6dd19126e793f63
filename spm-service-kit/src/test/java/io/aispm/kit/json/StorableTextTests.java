package io.aispm.kit.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StorableTextTests {

    @Test
    void keepsOrdinaryTextAsItIs() {
        var text = "naïve 🙂 text\n";

        assertThat(StorableText.of(text)).isSameAs(text);
    }

    @Test
    void replacesNulsAndHalvesOfPairs() {
        assertThat(StorableText.of("a\0b\uD83Dc\uDE42")).isEqualTo("a\uFFFDb\uFFFDc\uFFFD");
    }

    @Test
    void reachesTextInsideOfValues() {
        assertThat(StorableText.ofValue(Map.of("k\0", List.of("v\0", 1, true))))
                .isEqualTo(Map.of("k\uFFFD", List.of("v\uFFFD", 1, true)));
    }
}
