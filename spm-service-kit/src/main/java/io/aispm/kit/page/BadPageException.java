package io.aispm.kit.page;

import io.aispm.kit.problem.DomainException;

/** A page was asked for that there can't be. */
public final class BadPageException extends DomainException {

    private BadPageException(String code, String sentence) {
        super(Kind.BAD_REQUEST, code, sentence);
    }

    static BadPageException limit(int max) {
        return new BadPageException("bad_limit", "`limit` must be a number from 1 to " + max + ".");
    }

    /** A cursor that no page ended with. */
    public static BadPageException cursor() {
        return new BadPageException("bad_cursor", "`cursor` must be one that a page before named.");
    }
}
