package io.aispm.guard.classifier;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.ExecutionMode;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Map;

/** The fine-tuned encoder in ONNX Runtime: one session for the process, one thread per run. Thread-safe. */
final class Network {

    private static final int CLS = 101;
    private static final int SEP = 102;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    Network(byte[] model) {
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setExecutionMode(ExecutionMode.SEQUENTIAL);
            options.setOptimizationLevel(OptLevel.ALL_OPT);
            // Texts differ in length: an arena and patterns per shape would keep the memory of the longest for ever.
            options.setCPUArenaAllocator(false);
            options.setMemoryPatternOptimization(false);
            this.session = environment.createSession(model, options);
        } catch (OrtException unusable) {
            throw new IllegalStateException("ONNX Runtime refuses the guard's model", unusable);
        }
    }

    /** Log-odds for a window: of the whole, and of each piece. */
    Output run(int[] ids, boolean answers) {
        var length = ids.length + 2;
        var numbers = new long[length];
        numbers[0] = CLS;
        for (var at = 0; at < ids.length; at++) {
            numbers[at + 1] = ids[at];
        }
        numbers[length - 1] = SEP;
        try (var input = tensor(numbers);
                var sides = tensor(filled(length, answers ? 1 : 0));
                var result = session.run(Map.of("input_ids", input, "token_type_ids", sides))) {
            var whole = (float[][]) result.get(0).getValue();
            var pieces = (float[][]) result.get(1).getValue();
            return new Output(whole[0], Arrays.copyOfRange(pieces[0], 1, length - 1));
        } catch (OrtException failed) {
            throw new IllegalStateException("ONNX Runtime failed", failed);
        }
    }

    private OnnxTensor tensor(long[] row) throws OrtException {
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(row), new long[] {1, row.length});
    }

    private static long[] filled(int length, long value) {
        var row = new long[length];
        Arrays.fill(row, value);
        return row;
    }

    /** What the network says of one window. */
    static final class Output {

        private final float[] whole;
        private final float[] pieces;

        private Output(float[] whole, float[] pieces) {
            this.whole = whole;
            this.pieces = pieces;
        }

        double harm() {
            return whole[0];
        }

        double injection() {
            return whole[1];
        }

        /** The log-odds of a category, 1 to 14. */
        double category(int number) {
            return whole[1 + number];
        }

        /** Whether a piece belongs to an order. */
        double piece(int at) {
            return pieces[at];
        }
    }
}
