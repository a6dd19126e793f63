package io.aispm.api.identity.web;

import io.aispm.api.identity.KnownPath;
import io.aispm.api.identity.Principal;
import io.aispm.api.identity.Standing;
import io.aispm.api.identity.session.UiSessions;
import io.aispm.api.identity.token.PeopleTokens;
import java.util.List;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the checks of roles and of what is there before all controllers of people, and the person into their parameters. */
@Configuration(proxyBeanMethods = false)
class PeopleConfiguration implements WebMvcConfigurer {

    private static final int AFTER_ROLES = Ordered.HIGHEST_PRECEDENCE + 10;

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Principal.class, Standing.class);
    }

    private final ApplicationEventPublisher events;
    private final ObjectProvider<PeopleTokens> tokens;
    private final ObjectProvider<UiSessions> sessions;
    private final ObjectProvider<KnownPath> paths;

    PeopleConfiguration(
            ApplicationEventPublisher events,
            ObjectProvider<PeopleTokens> tokens,
            ObjectProvider<UiSessions> sessions,
            ObjectProvider<KnownPath> paths) {
        this.events = events;
        this.tokens = tokens;
        this.sessions = sessions;
        this.paths = paths;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new RoleInterceptor(events))
                .addPathPatterns(PeopleRoutes.ALL)
                .order(Ordered.HIGHEST_PRECEDENCE);
        registry.addInterceptor(new KnownPathInterceptor(paths.stream().toList()))
                .addPathPatterns(PeopleRoutes.ALL)
                .order(AFTER_ROLES);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new PrincipalArgument());
        resolvers.add(new StandingArgument(tokens, sessions));
    }
}
