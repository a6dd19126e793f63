package io.aispm.guard.classifier;

import io.aispm.guard.TextKind;
import java.util.ArrayList;
import java.util.List;

/** The trained model: reads a text in overlapping windows and says what the worst of them says. Thread-safe. */
public final class TextClassifier {

    private static final String NETWORK = "guard.onnx";
    private static final String VOCABULARY = "vocab.txt";
    private static final String NGRAMS = "ngrams.bin";

    /** Pieces in a window, its two marks not counted, and from one window's beginning to the next's. */
    private static final int WINDOW = 254;

    private static final int STRIDE = 190;

    /** More windows than 64 KB of text need; a tool's longer result is not read to its end, and the result says so. */
    private static final int MOST_WINDOWS = 128;

    /** Windows that may wait for a thread; the next one's text is refused at once. */
    private static final int MOST_WAITING = 1_024;

    private final Artifact artifact;
    private final WordPiece words;
    private final NgramModel ngrams;
    private final Network network;
    private final Lanes lanes;

    private TextClassifier(Artifact artifact, Lanes lanes) {
        this.artifact = artifact;
        this.words = new WordPiece(artifact.lines(VOCABULARY));
        this.ngrams = new NgramModel(artifact.read(NGRAMS));
        this.network = new Network(artifact.read(NETWORK));
        this.lanes = lanes;
    }

    /**
     * Reads the model that ships, with as many threads as there are cores.
     *
     * @throws IllegalStateException where a file is missing or not the one that was trained
     */
    public static TextClassifier load() {
        return new TextClassifier(
                Artifact.onClassPath(), new Lanes(Runtime.getRuntime().availableProcessors(), MOST_WAITING));
    }

    /** The model's name in results and lineage. */
    public String name() {
        return artifact.name();
    }

    /** Which training it came from. */
    public String version() {
        return artifact.version();
    }

    /** Whether letters are a word that the model knows. */
    public boolean knows(String word) {
        return words.knows(word);
    }

    /** Judges one text, already freed of disguises. */
    public Classification classify(TextKind kind, String text) {
        var tokens = words.tokensOf(text);
        var windows = windowsOf(tokens);
        var verdict = new Worst(artifact.calibration(), kind, windows.size());
        for (var window : windows) {
            var output = lanes.run(() -> network.run(window.ids(), !kind.asks()));
            verdict.add(window, output, ngrams.logitsOf(window.ids()), text);
        }
        return verdict.of(unknownIn(tokens), windows.isEmpty() || endOf(windows) == endOf(List.of(tokens)));
    }

    private static List<Tokens> windowsOf(Tokens tokens) {
        var windows = new ArrayList<Tokens>();
        for (var from = 0; from < tokens.size() && windows.size() < MOST_WINDOWS; from += STRIDE) {
            windows.add(tokens.between(from, Math.min(tokens.size(), from + WINDOW)));
            if (from + WINDOW >= tokens.size()) {
                break;
            }
        }
        return windows;
    }

    private static int endOf(List<Tokens> windows) {
        var last = windows.getLast();
        return last.endOf(last.size() - 1);
    }

    private double unknownIn(Tokens tokens) {
        var count = 0;
        for (var id : tokens.ids()) {
            count += id == words.unknown() ? 1 : 0;
        }
        return tokens.size() == 0 ? 0 : (double) count / tokens.size();
    }
}
