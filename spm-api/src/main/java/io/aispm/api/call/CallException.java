package io.aispm.api.call;

import io.aispm.kit.problem.DomainException;

/** A call that nobody may make. */
public final class CallException extends DomainException {

    private CallException(Kind kind, String code, String sentence) {
        super(kind, code, sentence);
    }

    /** The token is nobody's, or its agent's start is over. */
    public static CallException unknownToken() {
        return new CallException(Kind.UNAUTHENTICATED, "unknown_agent_token", "Unknown agent token");
    }

    /** A gateway asks for what another gateway serves. */
    public static CallException otherGateway() {
        return new CallException(Kind.FORBIDDEN, "forbidden", "This service may not ask for calls of that kind.");
    }

    /** The question lacks what it must have. */
    public static CallException incomplete() {
        return new CallException(Kind.BAD_REQUEST, "malformed_body", "`token` and `kind` are required.");
    }
}
