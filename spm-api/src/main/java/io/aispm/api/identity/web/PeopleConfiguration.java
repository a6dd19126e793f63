package io.aispm.api.identity.web;

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

/** Puts the check of roles before all controllers of people, and the person into their parameters. */
@Configuration(proxyBeanMethods = false)
class PeopleConfiguration implements WebMvcConfigurer {

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Principal.class, Standing.class);
    }

    private final ApplicationEventPublisher events;
    private final ObjectProvider<PeopleTokens> tokens;
    private final ObjectProvider<UiSessions> sessions;

    PeopleConfiguration(
            ApplicationEventPublisher events,
            ObjectProvider<PeopleTokens> tokens,
            ObjectProvider<UiSessions> sessions) {
        this.events = events;
        this.tokens = tokens;
        this.sessions = sessions;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new RoleInterceptor(events))
                .addPathPatterns(PeopleRoutes.ALL)
                .order(Ordered.HIGHEST_PRECEDENCE);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new PrincipalArgument());
        resolvers.add(new StandingArgument(tokens, sessions));
    }
}
