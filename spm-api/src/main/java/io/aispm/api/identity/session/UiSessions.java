package io.aispm.api.identity.session;

import io.aispm.api.identity.Principal;
import io.aispm.api.identity.token.IdentityProperties;
import io.aispm.kit.secret.Secret;
import io.aispm.kit.secret.Tokens;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Signs people in to the admin UI. Only hashes are kept: from the database alone nobody can sign in. */
@Service
public class UiSessions {

    private final SessionStore store;
    private final IdentityProperties properties;
    private final Clock clock;

    UiSessions(SessionStore store, IdentityProperties properties, Clock clock) {
        this.store = store;
        this.properties = properties;
        this.clock = clock;
    }

    /** A session just opened; the token is told this once. */
    public record Opened(Secret token, Principal principal) {}

    /** A code that opens a session for the person, once and soon. */
    @Transactional
    public Secret invite(Principal principal) {
        var now = clock.instant();
        store.sweep(now);
        var code = Tokens.mint("code_");
        store.addCode(Tokens.hash(code), principal, now.plus(properties.linkLifetime()));
        return new Secret(code);
    }

    /** Opens a session for whoever brings a code that is still good. */
    @Transactional
    public Opened open(String code) {
        var now = clock.instant();
        var principal = store.takeCode(Tokens.hash(code), now).orElseThrow(SignInException::badCode);
        var token = Tokens.mint("ui_");
        store.addSession(Tokens.hash(token), principal, now, now.plus(properties.sessionLifetime()));
        return new Opened(new Secret(token), principal);
    }

    /** The person whose session it is. */
    @Transactional(readOnly = true)
    public Optional<Principal> find(String token) {
        return store.find(Tokens.hash(token), clock.instant());
    }

    /** Signs out. */
    @Transactional
    public void close(String token) {
        store.remove(Tokens.hash(token));
    }

    /** The token that a page shows with each write, so that no other site can write in its name. */
    public static String csrfToken(String sessionToken) {
        return Tokens.hash("csrf:" + sessionToken);
    }
}
