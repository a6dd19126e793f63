package io.aispm.api.agent.web;

import io.aispm.api.agent.AgentException;
import io.aispm.api.agent.AgentPrincipal;
import io.aispm.api.agent.AgentTokens;
import io.aispm.api.agent.Agents;
import io.aispm.api.identity.Principal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.core.Ordered;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the checks of agents before all routes that concern one, of whichever module they are. */
@Configuration(proxyBeanMethods = false)
class AgentWebConfiguration implements WebMvcConfigurer {

    private static final int AFTER_ROLES = Ordered.HIGHEST_PRECEDENCE + 10;

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(AgentPrincipal.class);
    }

    private final Agents agents;
    private final AgentTokens tokens;

    AgentWebConfiguration(Agents agents, AgentTokens tokens) {
        this.agents = agents;
        this.tokens = tokens;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new AgentPathInterceptor(agents, AgentWebConfiguration::person))
                .addPathPatterns("/api/spm/agents/**")
                .order(AFTER_ROLES);
        registry.addInterceptor(new AgentTokenInterceptor(tokens))
                .addPathPatterns("/agent-facing/**")
                .order(AFTER_ROLES);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CallerArgument());
    }

    private static Principal person() {
        var known = SecurityContextHolder.getContext().getAuthentication();
        if (known != null && known.getPrincipal() instanceof Principal person) {
            return person;
        }
        throw AgentException.unknown();
    }

    /** Gives a controller the agent that calls. */
    private static final class CallerArgument implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType().equals(AgentPrincipal.class);
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binders) {
            return Objects.requireNonNull(
                    request.getAttribute(AgentTokenInterceptor.CALLER, RequestAttributes.SCOPE_REQUEST));
        }
    }
}
