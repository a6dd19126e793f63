package io.aispm.api.identity.web;

import io.aispm.api.identity.Allowed;
import io.aispm.api.identity.Principal;
import io.aispm.api.identity.TenantSeen;
import io.aispm.contract.agent.TenantId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Checks a person's role before anything of the request is read, and tells of tenants not seen before. */
final class RoleInterceptor implements HandlerInterceptor {

    private static final String OURS = "io.aispm.";

    private final Set<TenantId> seen = ConcurrentHashMap.newKeySet();
    private final ApplicationEventPublisher events;

    RoleInterceptor(ApplicationEventPublisher events) {
        this.events = events;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod method) || PeopleRoutes.SIGN_IN.matches(request)) {
            return true;
        }
        var person = CurrentPerson.get();
        if (!seen.contains(person.tenant())) {
            events.publishEvent(new TenantSeen(person.tenant()));
            seen.add(person.tenant());
        }
        if (method.getBeanType().getName().startsWith(OURS)) {
            check(person, allowed(method));
        }
        return true;
    }

    private static void check(Principal person, @Nullable Allowed allowed) {
        if (allowed == null || !person.is(allowed.value())) {
            throw AccessException.roleMissing(allowed == null ? "" : names(allowed));
        }
    }

    private static @Nullable Allowed allowed(HandlerMethod method) {
        var own = method.getMethodAnnotation(Allowed.class);
        return own != null ? own : AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), Allowed.class);
    }

    private static String names(Allowed allowed) {
        return String.join(
                ", ", Arrays.stream(allowed.value()).map(String::valueOf).toList());
    }
}
