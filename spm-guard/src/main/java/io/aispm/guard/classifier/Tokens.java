package io.aispm.guard.classifier;

import java.util.Arrays;

/** The word pieces of a text, by their numbers, and where each stands in the text. */
final class Tokens {

    private final int[] ids;
    private final int[] starts;
    private final int[] ends;

    private Tokens(int[] ids, int[] starts, int[] ends) {
        this.ids = ids;
        this.starts = starts;
        this.ends = ends;
    }

    int[] ids() {
        return ids;
    }

    int startOf(int piece) {
        return starts[piece];
    }

    int endOf(int piece) {
        return ends[piece];
    }

    int size() {
        return ids.length;
    }

    /** The pieces from one index up to another. */
    Tokens between(int from, int to) {
        return new Tokens(
                Arrays.copyOfRange(ids, from, to),
                Arrays.copyOfRange(starts, from, to),
                Arrays.copyOfRange(ends, from, to));
    }

    /** Gathers pieces one by one. */
    static final class Builder {

        private int[] ids = new int[64];
        private int[] starts = new int[64];
        private int[] ends = new int[64];
        private int size;

        void add(int id, int start, int end) {
            if (size == ids.length) {
                ids = Arrays.copyOf(ids, size * 2);
                starts = Arrays.copyOf(starts, size * 2);
                ends = Arrays.copyOf(ends, size * 2);
            }
            ids[size] = id;
            starts[size] = start;
            ends[size++] = end;
        }

        int size() {
            return size;
        }

        /** Forgets all pieces after the first ones. */
        void cutTo(int length) {
            size = length;
        }

        Tokens build() {
            return new Tokens(ids, starts, ends).between(0, size);
        }
    }
}
