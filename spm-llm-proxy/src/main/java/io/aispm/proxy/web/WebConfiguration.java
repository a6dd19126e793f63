package io.aispm.proxy.web;

import io.aispm.kit.call.CallContexts;
import io.aispm.kit.health.ServiceHealth;
import io.aispm.kit.id.Ids;
import io.aispm.proxy.ProxyProperties;
import io.aispm.proxy.call.ChatCalls;
import io.aispm.proxy.call.EmbeddingCalls;
import io.aispm.proxy.http.AgentWebServerFactory;
import io.aispm.proxy.http.Handler;
import io.aispm.proxy.route.ModelChoice;
import io.aispm.proxy.usage.CallRecords;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import tools.jackson.databind.json.JsonMapper;

/** How agents are listened to. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {

    @Bean
    AgentWebServerFactory agentServer(@Lazy Handler routes, Clock clock) {
        return new AgentWebServerFactory(routes, clock);
    }

    @Bean
    Handler routes(
            CallContexts contexts,
            ProxyProperties limits,
            CallRecords records,
            ChatCalls chats,
            EmbeddingCalls embeddings,
            ModelChoice models,
            ServiceHealth health,
            MeterRegistry meters,
            JsonMapper json,
            Ids ids) {
        var agents = new Agents(contexts);
        var bodies = new RequestBodies(json, Math.toIntExact(limits.maxRequest().toBytes()));
        var routes = new ArrayList<>(new LlmRoutes(agents, bodies, records, chats, embeddings, json, ids).all());
        routes.addAll(new ModelRoutes(agents, models, json).all());
        routes.add(HealthRoute.of(health, json));
        return new Routes(routes, new Errors(json), new RequestMeters(meters));
    }
}
