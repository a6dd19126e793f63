package io.aispm.stack.command;

import io.aispm.stack.client.ApiException;
import io.aispm.stack.client.Platform;
import io.aispm.stack.keys.LocalIssuer.Person;
import io.aispm.stack.keys.SecretFiles;
import io.aispm.stack.machine.Ports;
import io.aispm.stack.part.StackContext;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** At a stack's first start, offers tenant t1 the provider this machine already knows; never again. */
final class FirstStart {

    private static final String OLLAMA = "http://localhost:11434";
    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private final StackContext context;

    FirstStart(StackContext context) {
        this.context = context;
    }

    private record Provider(String type, String name, Map<String, String> config, Map<String, String> credentials) {}

    void offerProviders() {
        var marks = new SecretFiles(context.folders().data());
        if (marks.has("first-start")) {
            return;
        }
        provider().ifPresent(this::offer);
        marks.write("first-start", "providers were looked for");
    }

    private static Optional<Provider> provider() {
        var environment = System.getenv();
        var anthropic = environment.getOrDefault("ANTHROPIC_API_KEY", "");
        if (!anthropic.isBlank()) {
            return Optional.of(new Provider(
                    "anthropic", "Anthropic", Map.of("model", "claude-sonnet-4-5"), Map.of("api_key", anthropic)));
        }
        var openai = environment.getOrDefault("OPENAI_API_KEY", "");
        if (!openai.isBlank()) {
            return Optional.of(
                    new Provider("openai", "OpenAI", Map.of("model", "gpt-4o-mini"), Map.of("api_key", openai)));
        }
        return ollamaModel()
                .map(model -> new Provider("ollama", "Ollama", Map.of("base_url", OLLAMA, "model", model), Map.of()));
    }

    private static Optional<String> ollamaModel() {
        var http = new OkHttpClient.Builder().callTimeout(Duration.ofSeconds(1)).build();
        var request = new Request.Builder().url(OLLAMA + "/api/tags").build();
        try (var answer = http.newCall(request).execute()) {
            var models = JsonMapper.shared().readTree(answer.body().string()).path("models");
            var name = models.path(0).path("name").asString("");
            return name.isEmpty() ? Optional.empty() : Optional.of(name);
        } catch (IOException | JacksonException notThere) {
            return Optional.empty();
        }
    }

    private void offer(Provider provider) {
        var token = context.keys()
                .issuer()
                .token(Person.administrator(), context.progress().now(), LIFETIME);
        var platform = new Platform(Ports.url(context.ports().people()), token);
        try {
            var made = platform.post(
                    "/integrations",
                    Map.of(
                            "connector_type", provider.type(),
                            "name", provider.name(),
                            "config", provider.config(),
                            "credentials", provider.credentials(),
                            "enabled", true));
            prefer(platform, made.path("id").asString());
            context.progress()
                    .say("%s was found here and is the model provider of tenant t1".formatted(provider.name()));
        } catch (ApiException refused) {
            context.progress().say("%s was found here, but: %s".formatted(provider.name(), refused.text()));
        }
    }

    private static void prefer(Platform platform, String integration) {
        for (var row : platform.get("/integrations", Map.of("limit", "200"))) {
            if (row.path("connector_type").asString().equals("agent-runtime")) {
                platform.post(
                        "/integrations/" + row.path("id").asString() + "/configure",
                        Map.of("fields", Map.of("default_llm_integration_id", integration)));
            }
        }
    }
}
