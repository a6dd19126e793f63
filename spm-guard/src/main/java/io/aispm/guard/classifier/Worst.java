package io.aispm.guard.classifier;

import io.aispm.guard.TextKind;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Gathers what the windows of one text say, and keeps the worst of it. */
final class Worst {

    private static final int CATEGORIES = 14;

    private final Calibration calibration;
    private final Calibration.Stage stage;
    private final TextKind kind;
    private final int windows;
    private final double[] categories = new double[CATEGORIES];
    private double harm = Double.NEGATIVE_INFINITY;
    private double injection = Double.NEGATIVE_INFINITY;
    private double instruction;
    private Classification.@Nullable Place where;

    Worst(Calibration calibration, TextKind kind, int windows) {
        this.calibration = calibration;
        this.stage = calibration.of(kind);
        this.kind = kind;
        this.windows = windows;
    }

    void add(Tokens window, Network.Output output, double[] fromNgrams, String text) {
        var ofHarm = stage.harm().logit(output.harm(), fromNgrams[0]);
        var ofInjection = stage.injection().logit(output.injection(), fromNgrams[1]);
        if (Math.max(ofHarm, ofInjection) > Math.max(harm, injection)) {
            where = new Classification.Place(window.startOf(0), window.endOf(window.size() - 1));
        }
        harm = Math.max(harm, ofHarm);
        injection = Math.max(injection, ofInjection);
        for (var number = 1; number <= CATEGORIES; number++) {
            var line = calibration.categories().get("S" + number);
            if (line != null) {
                categories[number - 1] = Math.max(categories[number - 1], line.score(output.category(number)));
            }
        }
        if (kind == TextKind.TOOL_RESULT) {
            instruction = Math.max(instruction, mostOrderly(window, output, text));
        }
    }

    Classification of(double unknown, boolean whole) {
        var byCode = new TreeMap<String, Double>();
        for (var number = 1; number <= CATEGORIES; number++) {
            byCode.put("S" + number, categories[number - 1]);
        }
        return new Classification(
                windows == 0 ? 0 : stage.harm().score(harm, windows),
                windows == 0 ? 0 : stage.injection().score(injection, windows),
                byCode,
                instruction,
                where,
                unknown,
                whole);
    }

    /** The sentence that sounds most like an order to whoever reads the document. */
    private double mostOrderly(Tokens window, Network.Output output, String text) {
        var most = 0.0;
        var sum = 0.0;
        var count = 0;
        for (var at = 0; at < window.size(); at++) {
            sum += output.piece(at);
            count++;
            var end = at == window.size() - 1 || Sentences.endBetween(text, window.endOf(at), window.startOf(at + 1));
            if (end) {
                if (count >= Sentences.FEWEST_PIECES) {
                    most = Math.max(most, calibration.instruction().score(sum / count));
                }
                sum = 0;
                count = 0;
            }
        }
        return most;
    }
}
