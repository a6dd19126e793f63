package io.aispm.api.identity.session;

import io.aispm.kit.problem.DomainException;

/** Somebody could not be signed in. */
public final class SignInException extends DomainException {

    private SignInException(Kind kind, String code, String sentence) {
        super(kind, code, sentence);
    }

    /** The code was used, has expired or never was. */
    public static SignInException badCode() {
        return new SignInException(
                Kind.UNAUTHENTICATED,
                "bad_sign_in_code",
                "This sign-in link has been used or has expired. Make a new one with `./aispm open`.");
    }

    /** Links are made on a person's own machine only. */
    public static SignInException noLinksHere() {
        return new SignInException(Kind.NOT_FOUND, "not_found", "There is nothing here by that name.");
    }

    /** A session can't make another. */
    public static SignInException needsToken() {
        return new SignInException(
                Kind.FORBIDDEN, "token_required", "A sign-in link is made with a token, not from a session.");
    }
}
