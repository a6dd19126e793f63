package io.aispm.api.lineage;

import io.aispm.kit.problem.DomainException;

/** What happened can't be told. */
public final class LineageException extends DomainException {

    private LineageException(Kind kind, String code, String sentence) {
        super(kind, code, sentence);
    }

    /** The lineage service does not answer. */
    public static LineageException unavailable() {
        return new LineageException(
                Kind.UNAVAILABLE, "lineage_unavailable", "The lineage service does not answer. Try again in a moment.");
    }

    /** Rows were asked for of a kind that there isn't. */
    public static LineageException unknownKind(String kind) {
        return new LineageException(Kind.BAD_REQUEST, "bad_kind", "There is no activity of kind '" + kind + "'.");
    }
}
