package io.aispm.api.identity.web;

import static io.aispm.api.identity.Role.ADMIN;
import static io.aispm.api.identity.Role.AUDITOR;
import static io.aispm.api.identity.Role.OPERATOR;
import static io.aispm.api.identity.Role.USER;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.api.identity.Allowed;
import io.aispm.api.identity.Principal;
import io.aispm.api.identity.session.SignInException;
import io.aispm.api.identity.session.UiSessions;
import io.aispm.api.identity.token.IdentityProperties;
import io.aispm.contract.agent.TenantId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
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
    private final IdentityProperties properties;

    SignInController(UiSessions sessions, IdentityProperties properties) {
        this.sessions = sessions;
        this.properties = properties;
    }

    record Link(String url) {}

    record Code(@Nullable String code) {}

    record Session(
            String sub,
            @JsonProperty("tenant_id") TenantId tenantId,
            List<String> roles,
            @JsonProperty("csrf_token") @Nullable String csrfToken) {

        static Session of(Principal person, @Nullable String csrfToken) {
            return new Session(person.sub(), person.tenant(), person.roleNames(), csrfToken);
        }
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
    ResponseEntity<Session> open(@RequestBody Code body, HttpServletRequest request) {
        if (body.code() == null) {
            throw SignInException.badCode();
        }
        var opened = sessions.open(body.code());
        var token = opened.token().value();
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.SET_COOKIE,
                        SessionCookie.set(token, properties.sessionLifetime(), request.isSecure()))
                .body(Session.of(opened.principal(), UiSessions.csrfToken(token)));
    }

    @GetMapping("/session")
    Session current(Principal person, HttpServletRequest request) {
        var csrfToken = CurrentPerson.authentication().bySession()
                ? SessionCookie.of(request).map(UiSessions::csrfToken).orElse(null)
                : null;
        return Session.of(person, csrfToken);
    }

    @DeleteMapping("/session")
    ResponseEntity<Void> close(HttpServletRequest request) {
        SessionCookie.of(request).ifPresent(sessions::close);
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, SessionCookie.clear(request.isSecure()))
                .build();
    }
}
