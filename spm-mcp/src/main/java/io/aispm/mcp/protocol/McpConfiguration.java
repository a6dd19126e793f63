package io.aispm.mcp.protocol;

import io.aispm.guard.Guard;
import io.aispm.guard.GuardLimits;
import io.aispm.guard.GuardOutcome;
import io.aispm.guard.Screening;
import io.aispm.guard.TextKind;
import io.aispm.guard.embedded.EmbeddedModel;
import io.aispm.guard.model.ChosenModels;
import io.aispm.kit.call.CallContexts;
import io.aispm.kit.health.AskedPart;
import io.aispm.kit.health.HealthPart;
import io.aispm.kit.net.OutboundGuard;
import io.aispm.kit.problem.ProblemWriter;
import io.aispm.mcp.tool.GuardedTools;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.server.transport.DefaultServerTransportSecurityValidator;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import java.time.Clock;
import java.util.List;
import okhttp3.OkHttpClient;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Wires the official SDK's server to our gate: the protocol is theirs, who may do what is ours. */
@Configuration(proxyBeanMethods = false)
class McpConfiguration {

    static final String ENDPOINT = "/mcp";

    @Bean(destroyMethod = "close")
    Guard guard(GuardProperties properties, OkHttpClient http, OutboundGuard outbound) {
        var remote = outbound.guard(http.newBuilder(), OutboundGuard.Purpose.INTEGRATION)
                .build();
        return new Guard(
                new ChosenModels(remote, EmbeddedModel.standard(), properties.timeout()),
                new GuardLimits(properties.blockScore(), properties.minTextLen(), properties.timeout()));
    }

    @Bean
    HealthPart guardPart(Guard guard, Clock clock) {
        return new AskedPart("guard", clock) {
            @Override
            protected boolean ask() {
                return guard.screen(Screening.of(TextKind.TOOL_RESULT, "Is the guard there?"))
                        instanceof GuardOutcome.Judged;
            }
        };
    }

    @Bean
    JsonSchemaValidator jsonSchemaValidator() {
        return McpJsonDefaults.getSchemaValidator();
    }

    @Bean(destroyMethod = "")
    HttpServletStreamableServerTransportProvider transport() {
        return HttpServletStreamableServerTransportProvider.builder()
                .jsonMapper(ProtocolErrors.mapper())
                .mcpEndpoint(ENDPOINT)
                .maxRequestSize(McpServlet.MAX_BODY_BYTES)
                .contextExtractor(Caller::contextOf)
                .httpHeaderValidator(DefaultServerTransportSecurityValidator.builder()
                        .allowedOrigins(List.of("http://localhost:*", "http://127.0.0.1:*"))
                        .build())
                .build();
    }

    @Bean
    ServletRegistrationBean<McpServlet> mcp(
            HttpServletStreamableServerTransportProvider transport,
            List<Methods> methods,
            JsonSchemaValidator schemas,
            GuardedTools tools,
            ToolResults results,
            JsonMapper json) {
        Sessions.open(transport, methods, schemas);
        var servlet = new McpServlet(transport, new BareCalls(tools, results, json), json);
        var registration = new ServletRegistrationBean<>(servlet, ENDPOINT);
        registration.setAsyncSupported(true);
        return registration;
    }

    @Bean
    FilterRegistrationBean<CallerFilter> callers(CallContexts contexts, ProblemWriter problems) {
        var filter = new FilterRegistrationBean<>(new CallerFilter(contexts, problems));
        filter.addUrlPatterns(ENDPOINT);
        filter.setAsyncSupported(true);
        return filter;
    }
}
