package io.aispm.lineage;

/** Among the events is one that the ledger can never keep, however often it is tried. */
public final class UnfitEventException extends RuntimeException {

    private UnfitEventException(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    /** The ledger refused the data itself, and said why. */
    public static UnfitEventException refused(String why, Throwable cause) {
        return new UnfitEventException(why, cause);
    }
}
