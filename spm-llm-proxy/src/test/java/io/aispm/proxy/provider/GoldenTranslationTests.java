package io.aispm.proxy.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.kit.id.Ids;
import io.aispm.kit.secret.Secret;
import io.aispm.proxy.route.Connector;
import io.aispm.proxy.route.ProviderRoute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import okio.Buffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Each folder under {@code golden/<dialect>} holds a call: what the agent sent, what the provider must get, what the
 * provider answered, whole or in events, and what the agent must get. Where {@code GOLDEN_WRITE} is set in the environment, what must come
 * out is written anew, to be read by a person.
 */
class GoldenTranslationTests {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final boolean WRITE = System.getenv("GOLDEN_WRITE") != null;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);

    private final Providers providers = new Providers(new JsonMapper(), CLOCK, new Ids());

    static Stream<Path> cases() throws IOException {
        try (var dialects = Files.list(GOLDEN)) {
            List<Path> cases = new ArrayList<>();
            for (var dialect : dialects.sorted().toList()) {
                try (var inside = Files.list(dialect)) {
                    inside.sorted().forEach(cases::add);
                }
            }
            return cases.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void asksAsTheProviderWants(Path folder) throws IOException {
        var destination = destination(folder);
        var sent = providers.of(destination.route()).chat(request(folder), destination);

        var seen = JSON.createObjectNode();
        seen.put("url", sent.url());
        seen.set("headers", JSON.valueToTree(new TreeMap<>(sent.headers())));
        seen.set("body", sent.body());
        seen.set("ignored", JSON.valueToTree(sent.ignored()));
        compare(folder.resolve("upstream-request.json"), seen);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersAsOpenAiWould(Path folder) throws IOException {
        var given = folder.resolve("upstream-answer.json");
        if (!Files.exists(given)) {
            return;
        }
        var destination = destination(folder);
        var answer = providers
                .of(destination.route())
                .answer((ObjectNode) JSON.readTree(Files.readString(given)), destination);

        compare(folder.resolve("answer.json"), named(answer));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void streamsAsOpenAiWould(Path folder) throws IOException {
        var given = folder.resolve("upstream-stream.txt");
        if (!Files.exists(given)) {
            return;
        }
        var destination = destination(folder);
        var body = new Buffer().write(Files.readAllBytes(given));
        var chunks = providers.of(destination.route()).chunks(body, request(folder), destination);

        var events = JSON.createArrayNode();
        for (var chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
            if (chunk.forAgent()) {
                events.add(named(chunk.raw() == null ? chunk.json() : JSON.readTree(chunk.raw())));
            }
        }
        compare(folder.resolve("stream.json"), events);
    }

    private static ChatRequest request(Path folder) throws IOException {
        return ChatRequest.of((ObjectNode) JSON.readTree(Files.readString(folder.resolve("request.json"))));
    }

    private static Destination destination(Path folder) {
        var dialect = GOLDEN.relativize(folder).getName(0).toString();
        var places = Map.of(
                "anthropic", "https://api.anthropic.com",
                "openai", "https://api.openai.com/v1",
                "azure_openai", "https://example.openai.azure.com",
                "openai_compatible", "http://localhost:8000/v1",
                "ollama", "http://localhost:11434",
                "ollama_v1", "http://localhost:11434/v1");
        var models = Map.of("anthropic", "claude-sonnet-4-5", "openai", "gpt-5-mini", "ollama", "llama3.2");
        var connector = Connector.named(dialect).orElse(Connector.OLLAMA);
        var route = new ProviderRoute(
                "i-1", connector, String.valueOf(places.get(dialect)), null, List.of(), new Secret("key-1"));
        return new Destination(route, models.getOrDefault(dialect, "m-1"));
    }

    /** Ids that are made by chance are named alike. */
    private static JsonNode named(JsonNode answer) {
        return JSON.readTree(JSON.writeValueAsString(answer)
                .replaceAll("chatcmpl-[0-9a-f-]{36}", "chatcmpl-made")
                .replaceAll("call_[0-9a-f-]{36}", "call_made"));
    }

    private static void compare(Path golden, JsonNode seen) throws IOException {
        var text = JSON.writeValueAsString(seen) + "\n";
        if (WRITE) {
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualTo(Files.readString(golden));
    }
}
