package io.aispm.api.identity.web;

import io.aispm.api.identity.Standing;
import io.aispm.api.identity.session.UiSession;
import io.aispm.api.identity.session.UiSessions;
import io.aispm.api.identity.token.PeopleTokens;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives a controller the means to ask again, later, what {@link PeopleFilter} asked at first. */
final class StandingArgument implements HandlerMethodArgumentResolver {

    private final ObjectProvider<PeopleTokens> tokens;
    private final ObjectProvider<UiSessions> sessions;

    StandingArgument(ObjectProvider<PeopleTokens> tokens, ObjectProvider<UiSessions> sessions) {
        this.tokens = tokens;
        this.sessions = sessions;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType().equals(Standing.class);
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        var person = CurrentPerson.get();
        var servlet = Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class));
        if (CurrentPerson.authentication().bySession()) {
            var session = SessionCookie.of(servlet).orElseThrow();
            return (Standing) () -> sessions.getObject()
                    .find(session)
                    .map(UiSession::principal)
                    .filter(person::equals)
                    .isPresent();
        }
        var token = PeopleFilter.token(Objects.requireNonNull(servlet.getHeader(HttpHeaders.AUTHORIZATION)));
        return (Standing) () -> tokens.getObject().verify(token) instanceof PeopleTokens.Answer.Known(var now, var _)
                && now.equals(person);
    }
}
