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

    /** The session; empty if there is none or it has expired. */
    Optional<UiSession> find(String tokenHash, Instant now);

    /** Lets a session last until then, with the rights that the person has now; does nothing if there is none. */
    void renew(String tokenHash, Principal principal, Instant expiresAt);

    /** Ends a session; does nothing if there is none. */
    void remove(String tokenHash);

    /** Forgets what has expired. */
    void sweep(Instant now);
}
