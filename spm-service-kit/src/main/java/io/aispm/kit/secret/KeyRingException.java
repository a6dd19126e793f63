package io.aispm.kit.secret;

import io.aispm.kit.problem.DomainException;

/** A secret can't be kept or read; what needs it is refused. */
public final class KeyRingException extends DomainException {

    KeyRingException(String sentence, Throwable cause) {
        super(Kind.UNAVAILABLE, "key_ring_unavailable", sentence);
        initCause(cause);
    }
}
