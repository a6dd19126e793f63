package io.aispm.api.identity.web;

import io.aispm.api.identity.session.UiSessions;
import io.aispm.api.identity.token.IdentityProperties;
import io.aispm.api.identity.token.PeopleTokens;
import io.aispm.kit.problem.ProblemWriter;
import jakarta.servlet.DispatcherType;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * Two chains: the people's API, where everybody is recognised first; and the rest, which is the UI's files, health, and
 * what other filters guard. No cross-origin access anywhere; the page itself may ask the issuer, where people sign in there.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final String PAGE_POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self' data:",
            "connect-src 'self'%s",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'");

    private final String pagePolicy;

    SecurityConfiguration(IdentityProperties properties) {
        var asked = properties.oidc().asked(properties.issuer());
        this.pagePolicy = PAGE_POLICY.formatted(asked.stream().map(" "::concat).collect(Collectors.joining()));
    }

    @Bean
    @Order(10)
    SecurityFilterChain people(HttpSecurity http, PeopleTokens tokens, UiSessions sessions, ProblemWriter problems) {
        return common(http.securityMatcher(PeopleRoutes.ALL))
                .addFilterBefore(new PeopleFilter(tokens, sessions, problems), AnonymousAuthenticationFilter.class)
                .authorizeHttpRequests(routes -> routes.dispatcherTypeMatchers(
                                DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.FORWARD)
                        .permitAll()
                        .requestMatchers(PeopleRoutes.SIGN_IN)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .exceptionHandling(refused -> refused.authenticationEntryPoint(signInFirst(problems))
                        .accessDeniedHandler(notAllowed(problems)))
                .build();
    }

    @Bean
    @Order(20)
    SecurityFilterChain everythingElse(HttpSecurity http) {
        return common(http)
                .authorizeHttpRequests(routes -> routes.anyRequest().permitAll())
                .build();
    }

    /** There are no passwords here; said so that none is made up. */
    @Bean
    UserDetailsService nobody() {
        return name -> {
            throw new UsernameNotFoundException("There are no passwords here.");
        };
    }

    private HttpSecurity common(HttpSecurity http) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(pagePolicy))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER)));
    }

    private static AuthenticationEntryPoint signInFirst(ProblemWriter problems) {
        return (request, response, refused) -> {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            problems.write(
                    response,
                    HttpStatus.UNAUTHORIZED,
                    "unauthenticated",
                    "Sign in first: this route needs `Authorization: Bearer <token>`.");
        };
    }

    private static AccessDeniedHandler notAllowed(ProblemWriter problems) {
        return (request, response, refused) ->
                problems.write(response, HttpStatus.FORBIDDEN, "forbidden", "Your role doesn't allow this.");
    }
}
