package io.aispm.guard.classifier;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A linear model over hashed runs of one to three word pieces: cheap, and right where a phrase says all. Its file is a
 * little-endian header (buckets as int; a scale and a bias as floats for each head) and the weights as signed bytes.
 */
final class NgramModel {

    /** Harm and injection. */
    static final int HEADS = 2;

    private static final int HEADER = Integer.BYTES + HEADS * 2 * Float.BYTES;

    private final int buckets;
    private final float[] scales = new float[HEADS];
    private final float[] biases = new float[HEADS];
    private final byte[] weights;

    NgramModel(byte[] file) {
        var header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        this.buckets = header.getInt();
        for (var head = 0; head < HEADS; head++) {
            scales[head] = header.getFloat();
            biases[head] = header.getFloat();
        }
        this.weights = Arrays.copyOfRange(file, HEADER, file.length);
        if (Integer.bitCount(buckets) != 1 || weights.length != buckets * HEADS) {
            throw new IllegalArgumentException("the n-gram model's length is not what its header says");
        }
    }

    /** A log-odds for each head; each n-gram counts once. */
    double[] logitsOf(int[] ids) {
        var features = bucketsOf(ids);
        var logits = new double[HEADS];
        for (var head = 0; head < HEADS; head++) {
            long sum = 0;
            for (var feature : features) {
                sum += weights[head * buckets + feature];
            }
            logits[head] = features.length == 0
                    ? biases[head]
                    : biases[head] + scales[head] * sum / Math.sqrt(features.length);
        }
        return logits;
    }

    private int[] bucketsOf(int[] ids) {
        var all = new int[ids.length * 3];
        var size = 0;
        for (var at = 0; at < ids.length; at++) {
            var hash = 0;
            for (var length = 0; length < 3 && at + length < ids.length; length++) {
                hash = hash * 1_000_003 + ids[at + length] + 1;
                all[size++] = mixed(hash) & (buckets - 1);
            }
        }
        Arrays.sort(all, 0, size);
        var distinct = 0;
        for (var at = 0; at < size; at++) {
            if (at == 0 || all[at] != all[at - 1]) {
                all[distinct++] = all[at];
            }
        }
        return Arrays.copyOf(all, distinct);
    }

    /** Murmur3's finish, so that near numbers fall far apart. */
    private static int mixed(int hash) {
        var mixed = hash;
        mixed ^= mixed >>> 16;
        mixed *= 0x85EBCA6B;
        mixed ^= mixed >>> 13;
        mixed *= 0xC2B2AE35;
        return mixed ^ (mixed >>> 16);
    }
}
