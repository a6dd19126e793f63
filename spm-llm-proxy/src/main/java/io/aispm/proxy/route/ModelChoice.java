package io.aispm.proxy.route;

import io.aispm.contract.call.CallContext;
import io.aispm.proxy.LlmException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides the model of a call: what operators set wins over what the payload asks for, so that a framework's built-in
 * default never fails a call.
 */
public final class ModelChoice {

    private static final String OLLAMA_DEFAULT = "llama3.1:8b";

    private final ServerModels serverModels;

    public ModelChoice(ServerModels serverModels) {
        this.serverModels = serverModels;
    }

    /** The model of a chat call. */
    public String chat(CallContext call, ProviderRoute route, @Nullable String asked) {
        return Optional.ofNullable(Values.text(call.settings(), "model"))
                .or(() -> narrowed(call, candidates(call, route, asked)))
                .orElseThrow(ModelChoice::noModel);
    }

    /** The model of a call that goes elsewhere: what the fallback names, or what is set there; empty where it may not. */
    public Optional<String> fallback(CallContext call, ProviderRoute route, @Nullable String named) {
        return within(call, named == null ? candidates(call, route, null) : Stream.of(named))
                .findFirst();
    }

    /** The model of an embeddings call: the agent's setting names a chat model and doesn't count. */
    public String embeddings(CallContext call, ProviderRoute route, @Nullable String asked) {
        return narrowed(call, candidates(call, route, asked)).orElseThrow(ModelChoice::noModel);
    }

    /** The models that calls of this agent can end at, the one without a wish first. */
    public List<String> offered(CallContext call, ProviderRoute route) {
        var allowed = route.modelsAllowed().isEmpty() && route.connector() == Connector.OLLAMA
                ? serverModels.of(route)
                : route.modelsAllowed();
        return Stream.concat(Stream.of(chat(call, route, null)), within(call, allowed.stream()))
                .distinct()
                .toList();
    }

    private Stream<String> candidates(CallContext call, ProviderRoute route, @Nullable String asked) {
        var wish = asked == null || asked.isBlank() || "default".equals(asked) ? null : asked.strip();
        return Stream.of(
                        Optional.ofNullable(wish).filter(model -> mayBeAsked(route, model)),
                        Optional.ofNullable(route.model()),
                        Optional.ofNullable(Values.text(call.runtime(), "default_model_name")),
                        Optional.of(OLLAMA_DEFAULT).filter(_ -> route.connector() == Connector.OLLAMA))
                .flatMap(Optional::stream);
    }

    private boolean mayBeAsked(ProviderRoute route, String model) {
        if (!route.modelsAllowed().isEmpty()) {
            return route.modelsAllowed().contains(model);
        }
        return switch (route.connector()) {
            case OLLAMA ->
                serverModels.of(route).stream().anyMatch(one -> tagged(one).equals(tagged(model)));
            case ANTHROPIC -> model.startsWith("claude");
            case OPENAI, AZURE_OPENAI, OPENAI_COMPATIBLE -> false;
        };
    }

    /** The first candidate that the agent may use; if it may use none of them, the first of those it may. */
    private static Optional<String> narrowed(CallContext call, Stream<String> candidates) {
        return Stream.concat(within(call, candidates), Values.list(call.settings(), "allowed_models").stream())
                .findFirst();
    }

    private static Stream<String> within(CallContext call, Stream<String> models) {
        var allowed = Values.list(call.settings(), "allowed_models");
        return allowed.isEmpty() ? models : models.filter(allowed::contains);
    }

    private static String tagged(String model) {
        return model.contains(":") ? model : model + ":latest";
    }

    private static LlmException noModel() {
        return LlmException.notConfigured("No model is configured: set `model` of the integration that *Default LLM*"
                + " names, or `default_model_name` of the agent runtime.");
    }
}
