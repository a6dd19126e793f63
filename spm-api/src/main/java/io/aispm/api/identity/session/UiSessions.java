package io.aispm.api.identity.session;

import io.aispm.api.identity.Principal;
import io.aispm.api.identity.token.IdentityProperties;
import io.aispm.kit.secret.Secret;
import io.aispm.kit.secret.Tokens;
import java.time.Clock;
import java.time.Instant;
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
    public record Opened(Secret token, UiSession session) {}

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
        return begin(principal, now, now.plus(properties.sessionLifetime()));
    }

    /**
     * Opens a session for whoever has shown a token of the issuer. It ends with that token, so that what the issuer takes
     * back is gone here by then. Where the person brings a session of theirs, it is that one which goes on, with the
     * token's roles: pages that are open keep their CSRF token.
     *
     * @param current the token of the session that they bring
     */
    @Transactional
    public Opened trade(Principal principal, Instant tokenExpiry, Optional<String> current) {
        if (principal.roles().isEmpty()) {
            throw SignInException.noRole();
        }
        var now = clock.instant();
        var longest = now.plus(properties.sessionLifetime());
        var end = tokenExpiry.isBefore(longest) ? tokenExpiry : longest;
        var theirs = current.filter(
                token -> find(token).filter(session -> session.isOf(principal)).isPresent());
        if (theirs.isEmpty()) {
            store.sweep(now);
            return begin(principal, now, end);
        }
        store.renew(Tokens.hash(theirs.get()), principal, end);
        return new Opened(new Secret(theirs.get()), new UiSession(principal, end));
    }

    private Opened begin(Principal principal, Instant now, Instant end) {
        var token = Tokens.mint("ui_");
        store.addSession(Tokens.hash(token), principal, now, end);
        return new Opened(new Secret(token), new UiSession(principal, end));
    }

    /** The session that a token stands for. */
    @Transactional(readOnly = true)
    public Optional<UiSession> find(String token) {
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
