package io.aispm.kit;

import io.aispm.kit.call.Approvals;
import io.aispm.kit.call.CallContexts;
import io.aispm.kit.call.CallProperties;
import io.aispm.kit.call.HttpApprovals;
import io.aispm.kit.call.HttpCallContexts;
import io.aispm.kit.health.DatabasePart;
import io.aispm.kit.health.HealthConfiguration;
import io.aispm.kit.health.HealthProperties;
import io.aispm.kit.http.HttpConfiguration;
import io.aispm.kit.id.Ids;
import io.aispm.kit.json.WireJson;
import io.aispm.kit.kafka.KafkaPart;
import io.aispm.kit.kafka.KafkaSettings;
import io.aispm.kit.lineage.ControlChannel;
import io.aispm.kit.lineage.KafkaControlChannel;
import io.aispm.kit.lineage.KafkaLineageProducer;
import io.aispm.kit.lineage.LineageEvents;
import io.aispm.kit.lineage.LineageProducer;
import io.aispm.kit.net.OutboundGuard;
import io.aispm.kit.net.OutboundProperties;
import io.aispm.kit.policy.HttpStepRates;
import io.aispm.kit.policy.OpaPart;
import io.aispm.kit.policy.OpaPolicyEngine;
import io.aispm.kit.policy.OpaProperties;
import io.aispm.kit.policy.PolicyEngine;
import io.aispm.kit.policy.StepRates;
import io.aispm.kit.problem.ProblemConfiguration;
import io.aispm.kit.problem.ProblemWriter;
import io.aispm.kit.secret.KeyRing;
import io.aispm.kit.service.InternalRouteFilter;
import io.aispm.kit.service.ServiceProperties;
import io.aispm.kit.service.ServiceTokens;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import javax.sql.DataSource;
import okhttp3.OkHttpClient;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import tools.jackson.databind.json.JsonMapper;

/** Gives a service all that the kit has; what it needs not is switched off by its configuration. */
@AutoConfiguration(before = ErrorMvcAutoConfiguration.class)
@EnableConfigurationProperties({
    CallProperties.class,
    HealthProperties.class,
    KafkaSettings.class,
    OpaProperties.class,
    OutboundProperties.class,
    ServiceProperties.class
})
@Import({
    HealthConfiguration.class,
    HttpConfiguration.class,
    ProblemConfiguration.class,
    KitAutoConfiguration.Database.class
})
public class KitAutoConfiguration {

    private static final int LINEAGE_QUEUE = 10_000;

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    @ConditionalOnMissingBean
    Ids ids() {
        return new Ids();
    }

    @Bean
    JsonMapperBuilderCustomizer wireJson() {
        return WireJson::configure;
    }

    @Bean
    ProblemWriter problemWriter(JsonMapper json) {
        return new ProblemWriter(json);
    }

    @Bean
    @ConditionalOnMissingBean
    ServiceTokens serviceTokens(ServiceProperties properties) {
        return ServiceTokens.read(properties);
    }

    @Bean
    FilterRegistrationBean<InternalRouteFilter> internalRoutes(ServiceTokens tokens, ProblemWriter problems) {
        var filter = new FilterRegistrationBean<>(new InternalRouteFilter(tokens, problems));
        filter.addUrlPatterns("/internal/*");
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return filter;
    }

    @Bean
    OutboundGuard outboundGuard(OutboundProperties properties) {
        return new OutboundGuard(properties);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty("spm.keyring.file")
    KeyRing keyRing(@Value("${spm.keyring.file}") Path file) {
        return KeyRing.open(file);
    }

    @Bean
    LineageEvents lineageEvents(Ids ids, Clock clock, ServiceProperties service) {
        return new LineageEvents(ids, clock, service.name());
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty(name = "spm.lineage.enabled", matchIfMissing = true)
    LineageProducer lineageProducer(KafkaSettings kafka, MeterRegistry meters) {
        return new KafkaLineageProducer(kafka, LINEAGE_QUEUE, meters);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty(name = "spm.control.enabled", matchIfMissing = true)
    ControlChannel controlChannel(KafkaSettings kafka) {
        return new KafkaControlChannel(kafka);
    }

    @Bean
    @ConditionalOnProperty(name = "spm.kafka.health", matchIfMissing = true)
    KafkaPart kafkaPart(KafkaSettings kafka, Clock clock) {
        return new KafkaPart(kafka, clock);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty(name = "spm.opa.enabled", matchIfMissing = true)
    PolicyEngine policyEngine(OpaProperties properties) {
        return new OpaPolicyEngine(properties);
    }

    @Bean
    @ConditionalOnProperty(name = "spm.opa.enabled", matchIfMissing = true)
    OpaPart opaPart(OkHttpClient http, OpaProperties properties, Clock clock) {
        return new OpaPart(http, properties, clock);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty("spm.controller.url")
    CallContexts callContexts(
            OkHttpClient http,
            @Value("${spm.controller.url}") URI controller,
            CallProperties properties,
            ServiceTokens tokens,
            ControlChannel control) {
        return new HttpCallContexts(http, controller, properties, tokens, control);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty("spm.controller.url")
    StepRates stepRates(
            OkHttpClient http,
            @Value("${spm.controller.url}") URI controller,
            CallProperties properties,
            ServiceTokens tokens) {
        return new HttpStepRates(http, controller, properties, tokens);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty("spm.controller.url")
    Approvals approvals(
            OkHttpClient http,
            @Value("${spm.controller.url}") URI controller,
            CallProperties properties,
            ServiceTokens tokens) {
        return new HttpApprovals(http, controller, properties, tokens);
    }

    /** The database's part of health, in services that have one. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(DataSource.class)
    static class Database {

        @Bean
        @ConditionalOnMissingBean
        @ConditionalOnProperty("spring.datasource.url")
        DatabasePart databasePart(DataSource database) {
            return new DatabasePart(database);
        }
    }
}
