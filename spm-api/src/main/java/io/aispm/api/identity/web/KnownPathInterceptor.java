package io.aispm.api.identity.web;

import io.aispm.api.identity.KnownPath;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/** Answers 404 for what is to be changed and is not there, before a body is looked at. */
final class KnownPathInterceptor implements HandlerInterceptor {

    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    private final List<KnownPath> paths;

    KnownPathInterceptor(List<KnownPath> paths) {
        this.paths = List.copyOf(paths);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod
                && WITH_BODY.contains(request.getMethod())
                && request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> names) {
            var pattern = String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
            for (var path : paths) {
                if (pattern.startsWith(path.route())) {
                    path.require().accept(CurrentPerson.get().tenant(), String.valueOf(names.get("id")));
                }
            }
        }
        return true;
    }
}
