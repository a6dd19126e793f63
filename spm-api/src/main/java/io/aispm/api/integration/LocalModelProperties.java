package io.aispm.api.integration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The model that this machine serves by itself.
 *
 * @param localModelUrl its OpenAI-compatible address, up to and with {@code /v1}; empty where there is none
 */
@ConfigurationProperties("spm.integration")
record LocalModelProperties(
        @Nullable String localModelUrl,
        @DefaultValue("smollm2-135m-instruct") String localModelName,
        @DefaultValue("Local model (SmolLM2)") String localModelLabel) {}
