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

    /** The issuer knows the person, but gave them nothing to do here. */
    public static SignInException noRole() {
        return new SignInException(
                Kind.FORBIDDEN,
                "no_role",
                "Your account has no role on this platform. Ask whoever runs the issuer for one of spm:admin, spm:operator, spm:auditor or spm:user.");
    }

    /** Nobody is signed in by nothing, or by two things. */
    public static SignInException oneOfTwo() {
        return new SignInException(
                Kind.UNAUTHENTICATED,
                "bad_sign_in_code",
                "Bring either the `code` of a sign-in link or a `token` of the issuer.");
    }

    /** The token is not believed, for the reason in the sentence. */
    public static SignInException badToken(String sentence) {
        return new SignInException(Kind.UNAUTHENTICATED, "invalid_token", sentence);
    }

    /** No token can be looked at while the issuer's keys are out of reach. */
    public static SignInException issuerAway() {
        return new SignInException(
                Kind.UNAVAILABLE,
                "identity_unavailable",
                "The issuer's keys can't be read, so no token can be checked.");
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
