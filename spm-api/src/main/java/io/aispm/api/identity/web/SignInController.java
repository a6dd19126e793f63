package io.aispm.api.identity.web;

import static io.aispm.api.identity.Role.ADMIN;
import static io.aispm.api.identity.Role.AUDITOR;
import static io.aispm.api.identity.Role.OPERATOR;
import static io.aispm.api.identity.Role.USER;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.api.identity.Allowed;
import io.aispm.api.identity.Principal;
import io.aispm.api.identity.session.SignInException;
import io.aispm.api.identity.session.UiSession;
import io.aispm.api.identity.session.UiSessions;
import io.aispm.api.identity.token.IdentityProperties;
import io.aispm.api.identity.token.PeopleTokens;
import io.aispm.api.identity.token.PeopleTokens.Answer;
import io.aispm.contract.agent.TenantId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Signs people in to the admin UI and out of it. */
@RestController
@RequestMapping("/api/spm")
@Allowed({ADMIN, OPERATOR, AUDITOR, USER})
class SignInController {

    private final UiSessions sessions;
    private final PeopleTokens tokens;
    private final IdentityProperties properties;

    SignInController(UiSessions sessions, PeopleTokens tokens, IdentityProperties properties) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.properties = properties;
    }

    record Link(String url) {}

    /** How people get in here: by links made on the machine, at an issuer, or both. */
    record Ways(boolean links, @Nullable Provider oidc) {}

    record Provider(
            String issuer, @JsonProperty("client_id") String clientId, String scope) {}

    record Credential(@Nullable String code, @Nullable String token) {}

    record Session(
            String sub,
            @JsonProperty("tenant_id") TenantId tenantId,
            List<String> roles,
            @JsonProperty("csrf_token") @Nullable String csrfToken,
            @JsonProperty("expires_at") @Nullable Instant expiresAt) {

        static Session of(Principal person) {
            return new Session(person.sub(), person.tenant(), person.roleNames(), null, null);
        }

        static Session of(UiSession session, String token) {
            var person = session.principal();
            return new Session(
                    person.sub(),
                    person.tenant(),
                    person.roleNames(),
                    UiSessions.csrfToken(token),
                    session.expiresAt());
        }
    }

    @GetMapping("/sign-in")
    Ways ways() {
        var oidc = properties.oidc();
        var provider = oidc.isOffered()
                ? new Provider(properties.issuer(), Objects.requireNonNull(oidc.clientId()), oidc.scope())
                : null;
        return new Ways(properties.oneMachine(), provider);
    }

    @PostMapping("/sign-in-links")
    @ResponseStatus(HttpStatus.CREATED)
    Link invite(Principal person) {
        if (!properties.oneMachine()) {
            throw SignInException.noLinksHere();
        }
        if (CurrentPerson.authentication().bySession()) {
            throw SignInException.needsToken();
        }
        var origin = ServletUriComponentsBuilder.fromCurrentContextPath().toUriString();
        return new Link(origin + "/ui/sign-in#code=" + sessions.invite(person).value());
    }

    @PostMapping(path = "/session", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Session> open(@RequestBody Credential body, HttpServletRequest request) {
        var opened = open(body, SessionCookie.of(request));
        var token = opened.token().value();
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.SET_COOKIE,
                        SessionCookie.set(token, properties.sessionLifetime(), request.isSecure()))
                .body(Session.of(opened.session(), token));
    }

    private UiSessions.Opened open(Credential body, Optional<String> current) {
        var code = body.code();
        var token = body.token();
        if ((code == null) == (token == null)) {
            throw SignInException.oneOfTwo();
        }
        if (token == null) {
            return sessions.open(Objects.requireNonNull(code));
        }
        return switch (tokens.verify(token)) {
            case Answer.Known(var person, var expiresAt) -> sessions.trade(person, expiresAt, current);
            case Answer.Refused(var sentence) -> throw SignInException.badToken(sentence);
            case Answer.Unavailable() -> throw SignInException.issuerAway();
        };
    }

    @GetMapping("/session")
    Session current(Principal person, HttpServletRequest request) {
        if (!CurrentPerson.authentication().bySession()) {
            return Session.of(person);
        }
        var token = SessionCookie.of(request).orElseThrow();
        return sessions.find(token).map(session -> Session.of(session, token)).orElseGet(() -> Session.of(person));
    }

    @DeleteMapping("/session")
    ResponseEntity<Void> close(HttpServletRequest request) {
        SessionCookie.of(request).ifPresent(sessions::close);
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, SessionCookie.clear(request.isSecure()))
                .build();
    }
}
