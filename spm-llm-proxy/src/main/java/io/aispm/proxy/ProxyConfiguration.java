package io.aispm.proxy;

import io.aispm.guard.Guard;
import io.aispm.guard.GuardLimits;
import io.aispm.kit.id.Ids;
import io.aispm.kit.lineage.LineageEvents;
import io.aispm.kit.lineage.LineageProducer;
import io.aispm.kit.net.OutboundGuard;
import io.aispm.kit.policy.PolicyEngine;
import io.aispm.proxy.call.ChatCalls;
import io.aispm.proxy.call.EmbeddingCalls;
import io.aispm.proxy.limit.CallLimits;
import io.aispm.proxy.provider.ListedModels;
import io.aispm.proxy.provider.Providers;
import io.aispm.proxy.provider.Upstream;
import io.aispm.proxy.route.ModelChoice;
import io.aispm.proxy.screen.LlmScreen;
import io.aispm.proxy.usage.CallEvents;
import io.aispm.proxy.usage.CallRecords;
import java.time.Clock;
import java.time.Duration;
import okhttp3.OkHttpClient;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Puts the gateway's parts together. */
@Configuration(proxyBeanMethods = false)
class ProxyConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Guard guard(
            @Value("${spm.guard.block-score}") double blockScore,
            @Value("${spm.guard.min-text-len}") int minTextLength,
            @Value("${spm.guard.timeout}") Duration timeout) {
        return Guard.embedded(new GuardLimits(blockScore, minTextLength, timeout));
    }

    @Bean
    Upstream upstream(OkHttpClient http, OutboundGuard guard, JsonMapper json, ProxyProperties limits) {
        return new Upstream(http, guard, json, limits);
    }

    @Bean
    ModelChoice modelChoice(Upstream upstream) {
        return new ModelChoice(new ListedModels(upstream));
    }

    @Bean
    Providers providers(JsonMapper json, Clock clock, Ids ids) {
        return new Providers(json, clock, ids);
    }

    @Bean
    CallEvents callEvents(LineageEvents events, LineageProducer lineage) {
        return new CallEvents(events, lineage);
    }

    @Bean
    CallRecords callRecords(CallEvents events) {
        return new CallRecords(events);
    }

    @Bean
    CallLimits callLimits(Clock clock) {
        return new CallLimits(clock);
    }

    @Bean
    LlmScreen llmScreen(Guard guard, PolicyEngine policies, CallEvents events, Clock clock) {
        return new LlmScreen(guard, policies, events, clock);
    }

    @Bean
    ChatCalls chatCalls(
            ModelChoice models,
            Providers providers,
            Upstream upstream,
            LlmScreen screen,
            CallLimits limits,
            Clock clock) {
        return new ChatCalls(models, providers, upstream, screen, limits, clock);
    }

    @Bean
    EmbeddingCalls embeddingCalls(
            ModelChoice models, Providers providers, Upstream upstream, LlmScreen screen, CallLimits limits) {
        return new EmbeddingCalls(models, providers, upstream, screen, limits);
    }
}
