package io.aispm.api.identity.web;

import io.aispm.kit.problem.DomainException;

/** A person may not do what they asked for. */
final class AccessException extends DomainException {

    private AccessException(Kind kind, String code, String sentence) {
        super(kind, code, sentence);
    }

    static AccessException roleMissing(String roles) {
        var sentence = roles.isEmpty()
                ? "Your role doesn't allow this."
                : "Your role doesn't allow this; it needs one of: " + roles + ".";
        return new AccessException(Kind.FORBIDDEN, "forbidden", sentence);
    }

    static AccessException notSignedIn() {
        return new AccessException(
                Kind.UNAUTHENTICATED,
                "unauthenticated",
                "Sign in first: this route needs `Authorization: Bearer <token>`.");
    }
}
