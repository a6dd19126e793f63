package io.aispm.api.identity.session;

import io.aispm.api.identity.Principal;
import java.time.Instant;
import java.util.Optional;

/** Keeps sign-in codes and sessions by the hashes of their tokens. */
public interface SessionStore {

    /** Keeps a code that opens a session for the person until then. */
    void addCode(String codeHash, Principal principal, Instant expiresAt);

    /** Takes a code out, so that it works once however many ask at the same time; empty if it has expired. */
    Optional<Principal> takeCode(String codeHash, Instant now);

    /** Keeps a session. */
    void addSession(String tokenHash, Principal principal, Instant now, Instant expiresAt);

    /** The person whose session it is; empty if there is none or it has expired. */
    Optional<Principal> find(String tokenHash, Instant now);

    /** Ends a session; does nothing if there is none. */
    void remove(String tokenHash);

    /** Forgets what has expired. */
    void sweep(Instant now);
}
