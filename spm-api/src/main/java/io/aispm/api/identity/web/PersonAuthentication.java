package io.aispm.api.identity.web;

import io.aispm.api.identity.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** A person who has been recognised, by a token or by a session of the admin UI. */
final class PersonAuthentication extends AbstractAuthenticationToken {

    private final Principal person;
    private final boolean bySession;

    PersonAuthentication(Principal person, boolean bySession) {
        super(List.of());
        this.person = person;
        this.bySession = bySession;
        setAuthenticated(true);
    }

    boolean bySession() {
        return bySession;
    }

    @Override
    public Principal getPrincipal() {
        return person;
    }

    @Override
    public @Nullable Object getCredentials() {
        return null;
    }

    @Override
    public String getName() {
        return person.sub();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PersonAuthentication that && person.equals(that.person) && bySession == that.bySession;
    }

    @Override
    public int hashCode() {
        return person.hashCode();
    }
}
