package io.aispm.proxy.route;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A kind of model provider, as integrations name it. */
public enum Connector {
    ANTHROPIC("https://api.anthropic.com"),
    OPENAI("https://api.openai.com/v1"),
    AZURE_OPENAI(null),
    OPENAI_COMPATIBLE(null),
    OLLAMA("http://localhost:11434");

    private final @Nullable String defaultBaseUrl;

    Connector(@Nullable String defaultBaseUrl) {
        this.defaultBaseUrl = defaultBaseUrl;
    }

    /** The connector of an integration; empty where it serves no models. */
    public static Optional<Connector> named(String connectorType) {
        for (var connector : values()) {
            if (connector.toString().equals(connectorType)) {
                return Optional.of(connector);
            }
        }
        return Optional.empty();
    }

    /** Where its provider is, unless an integration says otherwise. */
    public @Nullable String defaultBaseUrl() {
        return defaultBaseUrl;
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
