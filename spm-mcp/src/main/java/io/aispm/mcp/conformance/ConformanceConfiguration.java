package io.aispm.mcp.conformance;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.call.CallContext;
import io.aispm.contract.policy.PolicyQuestion;
import io.aispm.kit.call.CallAnswer;
import io.aispm.kit.call.CallContexts;
import io.aispm.kit.id.Ids;
import io.aispm.kit.secret.Tokens;
import io.aispm.mcp.protocol.Methods;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Lets the conformance suite in: it has no token to send, so each of its requests gets a fixed one, and that one is known.
 * Such a server knows no agent, and serves this machine only.
 */
@Configuration(proxyBeanMethods = false)
@Profile("conformance")
class ConformanceConfiguration {

    private final String token = Tokens.mint("conformance_");

    ConformanceConfiguration(@Value("${server.address:0.0.0.0}") String address) throws UnknownHostException {
        if (!InetAddress.getByName(address).isLoopbackAddress()) {
            throw new IllegalStateException("The profile `conformance` needs SPM_BIND_ADDRESS=127.0.0.1.");
        }
    }

    @Bean
    FilterRegistrationBean<FixedToken> fixedToken() {
        var filter = new FilterRegistrationBean<>(new FixedToken(token));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        filter.setAsyncSupported(true);
        return filter;
    }

    @Bean
    CallContexts callContexts(Ids ids) {
        var agent = new PolicyQuestion.Subject(
                AgentId.of("00000000-0000-7000-8000-000000000000"), "conformance", "custom", "low", null, null);
        return (_, given, _) -> Tokens.matches(given, token)
                ? new CallAnswer.Known(new CallContext(
                        TenantId.of("conformance"),
                        agent,
                        new CallContext.Turn(ids.nextTrace(), null, null, 0),
                        List.of(),
                        Map.of(),
                        Map.of(),
                        null,
                        null))
                : new CallAnswer.Unknown();
    }

    @Bean
    @Order(2)
    Methods suiteMethods(@Qualifier("toolMethods") Methods own) {
        return new SuiteMethods(own);
    }
}
