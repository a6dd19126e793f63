package io.aispm.api.identity.session;

import io.aispm.api.identity.Principal;
import java.time.Instant;

/** Who is signed in to the admin UI, and until when. */
public record UiSession(Principal principal, Instant expiresAt) {

    boolean isOf(Principal person) {
        return principal.tenant().equals(person.tenant()) && principal.sub().equals(person.sub());
    }
}
