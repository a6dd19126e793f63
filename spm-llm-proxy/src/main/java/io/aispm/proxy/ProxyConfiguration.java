package io.aispm.proxy;

import io.aispm.guard.Guard;
import io.aispm.guard.GuardLimits;
import io.aispm.guard.GuardOutcome;
import io.aispm.guard.Screening;
import io.aispm.guard.TextKind;
import io.aispm.guard.embedded.EmbeddedModel;
import io.aispm.guard.model.ChosenModels;
import io.aispm.kit.call.Approvals;
import io.aispm.kit.call.CallProperties;
import io.aispm.kit.health.AskedPart;
import io.aispm.kit.health.HealthPart;
import io.aispm.kit.id.Ids;
import io.aispm.kit.lineage.LineageEvents;
import io.aispm.kit.lineage.LineageProducer;
import io.aispm.kit.net.OutboundGuard;
import io.aispm.kit.policy.PolicyEngine;
import io.aispm.kit.service.ServiceTokens;
import io.aispm.proxy.call.Budgets;
import io.aispm.proxy.call.ChatCalls;
import io.aispm.proxy.call.Deliveries;
import io.aispm.proxy.call.EmbeddingCalls;
import io.aispm.proxy.call.Gates;
import io.aispm.proxy.call.KeptAnswers;
import io.aispm.proxy.limit.CallLimits;
import io.aispm.proxy.limit.Shares;
import io.aispm.proxy.provider.ListedModels;
import io.aispm.proxy.provider.Providers;
import io.aispm.proxy.provider.Upstream;
import io.aispm.proxy.route.ModelChoice;
import io.aispm.proxy.screen.LlmScreen;
import io.aispm.proxy.usage.CallEvents;
import io.aispm.proxy.usage.CallRecords;
import io.aispm.proxy.usage.Prices;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
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
            @Value("${spm.guard.timeout}") Duration timeout,
            OkHttpClient http,
            OutboundGuard outbound) {
        var remote = outbound.guard(http.newBuilder(), OutboundGuard.Purpose.INTEGRATION)
                .build();
        return new Guard(
                new ChosenModels(remote, EmbeddedModel.standard(), timeout),
                new GuardLimits(blockScore, minTextLength, timeout));
    }

    @Bean
    HealthPart guardPart(Guard guard, Clock clock) {
        return new AskedPart("guard", clock) {
            @Override
            protected boolean ask() {
                return guard.screen(Screening.of(TextKind.LLM_PROMPT, "Is the guard there?"))
                        instanceof GuardOutcome.Judged;
            }
        };
    }

    @Bean
    Upstream upstream(OutboundGuard guard, JsonMapper json, ProxyProperties limits) {
        return new Upstream(guard, json, limits);
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
    Prices prices(JsonMapper json, ProxyProperties properties) {
        return Prices.read(json, properties.pricesFile());
    }

    @Bean
    CallRecords callRecords(CallEvents events, Prices prices, MeterRegistry meters, Clock clock) {
        return new CallRecords(events, prices, meters, clock);
    }

    @Bean
    @ConditionalOnMissingBean
    Shares shares(
            OkHttpClient http,
            @Value("${spm.controller.url}") URI controller,
            CallProperties properties,
            ServiceTokens tokens) {
        return new HttpShares(http, controller, properties.timeout(), tokens);
    }

    @Bean
    CallLimits callLimits(Shares shares, Clock clock) {
        return new CallLimits(shares, clock);
    }

    @Bean
    SharesReturn sharesReturn(CallLimits limits) {
        return new SharesReturn(limits);
    }

    @Bean
    Budgets budgets(CallLimits limits, Prices prices, Clock clock) {
        return new Budgets(limits, prices, clock);
    }

    @Bean
    LlmScreen llmScreen(Guard guard, PolicyEngine policies, Approvals approvals, CallEvents events, Clock clock) {
        return new LlmScreen(guard, policies, approvals, events, clock);
    }

    @Bean
    Deliveries deliveries(ProxyProperties properties) {
        return new Deliveries(new Gates(properties), properties);
    }

    @Bean
    ChatCalls chatCalls(
            ModelChoice models,
            Providers providers,
            Upstream upstream,
            Deliveries deliveries,
            LlmScreen screen,
            Budgets budgets,
            JsonMapper json,
            Clock clock) {
        return new ChatCalls(models, providers, upstream, deliveries, screen, budgets, new KeptAnswers(json), clock);
    }

    @Bean
    EmbeddingCalls embeddingCalls(
            ModelChoice models,
            Providers providers,
            Upstream upstream,
            Deliveries deliveries,
            LlmScreen screen,
            Budgets budgets) {
        return new EmbeddingCalls(models, providers, upstream, deliveries, screen, budgets);
    }
}
