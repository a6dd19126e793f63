package io.aispm.proxy.route;

import io.aispm.contract.call.CallContext;
import io.aispm.kit.secret.Secret;
import io.aispm.proxy.LlmException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The provider that a tenant's Default LLM names. What is remembered of a provider is found by its route: one that was changed
 * in anything, its credentials included, is another.
 *
 * @param baseUrl without a slash at its end
 * @param model the integration's own model
 */
public record ProviderRoute(
        String integrationId,
        Connector connector,
        String baseUrl,
        @Nullable String model,
        List<String> modelsAllowed,
        @Nullable Secret apiKey) {

    private static final String NOT_CONFIGURED =
            "No model is configured: set *Default LLM* in the integration AI-SPM Agent Runtime Control Plane (MCP).";

    /** The route of a call; without a usable one, the call can't be served. */
    public static ProviderRoute of(CallContext call) {
        var route = call.route();
        if (route == null) {
            throw LlmException.notConfigured(sentence(call.routeMissing()));
        }
        return of(route);
    }

    /** The route of an integration; one that can't be called is refused. */
    public static ProviderRoute of(CallContext.Route route) {
        var connector =
                Connector.named(route.connectorType()).orElseThrow(() -> LlmException.notConfigured(NOT_CONFIGURED));
        var baseUrl = Optional.ofNullable(Values.text(route.config(), "base_url"))
                .or(() -> Optional.ofNullable(connector.defaultBaseUrl()))
                .orElseThrow(() -> LlmException.notConfigured(
                        "The integration that *Default LLM* names has no base URL: set its field `base_url`."));
        var key = route.credentials().get("api_key");
        return new ProviderRoute(
                route.integrationId(),
                connector,
                withoutSlash(baseUrl),
                Values.text(route.config(), "model"),
                Values.list(route.config(), "models_allowed"),
                key == null || key.isBlank() ? null : new Secret(key.strip()));
    }

    private static String sentence(@Nullable String routeMissing) {
        if (routeMissing == null) {
            return NOT_CONFIGURED;
        }
        return routeMissing.contains("Default LLM") ? routeMissing : routeMissing + " (*Default LLM*)";
    }

    private static String withoutSlash(String url) {
        var end = url.length();
        while (end > 0 && url.charAt(end - 1) == '/') {
            end--;
        }
        return url.substring(0, end);
    }

    /** Whether an Ollama server is to be spoken to in its own dialect. */
    public boolean ollamaNative() {
        return connector == Connector.OLLAMA && !baseUrl.endsWith("/v1");
    }
}
