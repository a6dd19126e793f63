package io.aispm.guard.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ArtifactTests {

    private final Artifact shipped = Artifact.onClassPath();

    @Test
    void holdsTheFilesThatItNamesInNoMoreThanThirtyMegabytes() {
        var size = shipped.files().keySet().stream()
                .mapToInt(file -> shipped.read(file).length)
                .sum();

        assertThat(shipped.files()).containsOnlyKeys("guard.onnx", "ngrams.bin", "vocab.txt");
        assertThat(size).isLessThan(30_000_000);
    }

    @Test
    void refusesAFileThatIsNotTheOneItNames() {
        var other = new Artifact("n", "v", Map.of("vocab.txt", "00"), shipped.calibration());

        assertThatThrownBy(() -> other.read("vocab.txt"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("vocab.txt is not the one");
    }

    @Test
    void namesAFileThatIsMissing() {
        assertThatThrownBy(() -> shipped.read("gone.bin"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("gone.bin is missing");
    }
}
