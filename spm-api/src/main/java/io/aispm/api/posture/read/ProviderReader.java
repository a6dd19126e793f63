package io.aispm.api.posture.read;

import io.aispm.api.integration.Integration;
import io.aispm.api.integration.Integrations;
import io.aispm.api.posture.Dimension;
import io.aispm.api.posture.DimensionReader;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where the agent's calls of models and searches go. */
@Component
class ProviderReader implements DimensionReader {

    private final Integrations integrations;

    ProviderReader(Integrations integrations) {
        this.integrations = integrations;
    }

    @Override
    public Dimension dimension() {
        return Dimension.PROVIDER;
    }

    @Override
    public void read(Subject subject, Values into) {
        var all = integrations.all(subject.agent().tenantId());
        for (var integration : all) {
            if (isNamed(integration, subject.row().defaultLlmIntegrationId())) {
                route(integration, into);
            }
            if (isNamed(integration, subject.row().tavilyIntegrationId())) {
                into.put(integration.id().toString(), "search", "integration_id");
                into.put(integration.config().get("base_url"), "search", "base_url");
            }
        }
        into.put(subject.row().defaultModelName(), "default_model_name");
        into.put(subject.settings().model(), "model");
        into.put(subject.settings().allowedModels(), "allowed_models");
        into.put(subject.settings().fallbacks(), "fallbacks");
        subject.settings().fallbacks().forEach(name -> into.put(address(name, all), "fallback_base_urls", name));
        into.put(subject.settings().fields().get("cache"), "cache");
    }

    /** Of the integration that a fallback names, as {@code integration} or {@code integration/model}; null for a mere model. */
    private static @Nullable Object address(String fallback, List<Integration> all) {
        return Stream.of(fallback, fallback.split("/", 2)[0])
                .flatMap(word -> all.stream()
                        .filter(one -> isNamed(one, word) || one.name().equals(word)))
                .findFirst()
                .map(one -> one.config().get("base_url"))
                .orElse(null);
    }

    private static void route(Integration integration, Values into) {
        into.put(integration.id().toString(), "default_llm", "integration_id");
        into.put(integration.connectorType(), "default_llm", "connector_type");
        into.put(integration.enabled(), "default_llm", "enabled");
        into.put(integration.config().get("base_url"), "default_llm", "base_url");
        into.put(integration.config().get("model"), "default_llm", "model");
        into.put(models(integration.config().get("models_allowed")), "models_allowed");
    }

    private static @Nullable List<String> models(@Nullable Object text) {
        return text == null
                ? null
                : Stream.of(String.valueOf(text).split("[,\\n]", -1))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .sorted()
                        .toList();
    }

    private static boolean isNamed(Integration integration, @Nullable String id) {
        return integration.id().toString().equals(id);
    }
}
