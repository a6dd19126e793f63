package io.aispm.guard.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Java reads texts as the training did: {@code vectors.json} is written by it, with Hugging Face's tokenizer. */
class TrainingVectorsTests {

    private static final Artifact ARTIFACT = Artifact.onClassPath();
    private static final WordPiece WORDS = new WordPiece(ARTIFACT.lines("vocab.txt"));
    private static final NgramModel NGRAMS = new NgramModel(ARTIFACT.read("ngrams.bin"));
    private static final Network NETWORK = new Network(ARTIFACT.read("guard.onnx"));

    /** In log-odds: 8-bit activations round otherwise in another version of the runtime or on another processor. */
    private static final double ROUNDING = 0.3;

    static List<Vector> vectors() throws IOException {
        try (var in = Objects.requireNonNull(TrainingVectorsTests.class.getResourceAsStream("vectors.json"))) {
            return JsonMapper.builder()
                    .build()
                    .readTree(in)
                    .valueStream()
                    .map(Vector::new)
                    .toList();
        }
    }

    static Stream<Vector> judged() throws IOException {
        return vectors().stream().filter(each -> each.node.has("network"));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void cutsTextAsTheTokenizerOfTheTrainingDoes(Vector vector) {
        assertThat(WORDS.tokensOf(vector.text()).ids()).containsExactly(vector.ids());
    }

    @ParameterizedTest
    @MethodSource("judged")
    void answersAsTheTrainingSaw(Vector vector) {
        var output = NETWORK.run(vector.ids(), false);
        var linear = NGRAMS.logitsOf(vector.ids());

        assertThat(output.harm()).isCloseTo(vector.number("network", 0), within(ROUNDING));
        assertThat(output.injection()).isCloseTo(vector.number("network", 1), within(ROUNDING));
        assertThat(output.category(14)).isCloseTo(vector.number("network", 15), within(ROUNDING));
        assertThat(linear[0]).isCloseTo(vector.number("linear", 0), within(0.001));
        assertThat(linear[1]).isCloseTo(vector.number("linear", 1), within(0.001));
    }

    record Vector(JsonNode node) {

        String text() {
            return node.get("text").asString();
        }

        int[] ids() {
            return node.get("ids").valueStream().mapToInt(JsonNode::asInt).toArray();
        }

        double number(String list, int at) {
            return node.get(list).get(at).asDouble();
        }

        @Override
        public String toString() {
            var points = text().codePoints().limit(12).toArray();
            return Arrays.toString(points);
        }
    }
}
