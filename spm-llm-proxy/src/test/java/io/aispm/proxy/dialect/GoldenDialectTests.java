package io.aispm.proxy.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aispm.kit.id.Ids;
import io.aispm.kit.problem.DomainException;
import io.aispm.proxy.LlmException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Each folder under {@code inbound/<shape>} holds a call as a client of that shape makes it, the chat completion that
 * it must become, one that answers it, whole or in events, and what the client must get. {@code GOLDEN_WRITE} writes
 * what must come out anew, to be read by a person.
 */
class GoldenDialectTests {

    private static final Path GOLDEN = Path.of("src/test/resources/inbound");
    private static final boolean WRITE = System.getenv("GOLDEN_WRITE") != null;
    private static final Pattern MADE = Pattern.compile("(resp|msg|fc|rs)_[0-9a-f-]{36}");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    static Stream<Path> cases() throws IOException {
        try (var shapes = Files.list(GOLDEN)) {
            List<Path> cases = new ArrayList<>();
            for (var shape : shapes.sorted().toList()) {
                try (var inside = Files.list(shape)) {
                    inside.sorted().forEach(cases::add);
                }
            }
            return cases.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void becomesAChatCompletion(Path folder) throws IOException {
        compare(folder.resolve("chat-request.json"), dialect(folder).request().body());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersInItsOwnShape(Path folder) throws IOException {
        compare(folder.resolve("answer.json"), dialect(folder).answer(read(folder.resolve("completion.json"))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void streamsInItsOwnShape(Path folder) throws IOException {
        var given = folder.resolve("chunks.txt");
        if (!Files.exists(given)) {
            return;
        }
        var dialect = dialect(folder);
        var events = JSON.createArrayNode();
        for (var line : Files.readAllLines(given)) {
            add(dialect.take((ObjectNode) JSON.readTree(line)), events);
        }
        add(dialect.finish(), events);
        compare(folder.resolve("events.json"), events);
    }

    private static void add(List<Dialect.Event> events, tools.jackson.databind.node.ArrayNode to) {
        for (var event : events) {
            assertThat(event.data().path("type").asString()).isEqualTo(event.name());
            to.add(event.data().deepCopy());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            responses | {"input":"a","store":true}                                          | store
            responses | {"input":"a","previous_response_id":"resp_1"}                       | previous_response_id
            responses | {"input":"a","conversation":{"id":"conv_1"}}                        | conversation
            responses | {"input":"a","conversation":"conv_1"}                               | conversation
            responses | {"input":"a","background":true}                                     | background
            responses | {"input":"a","prompt":{"id":"pmpt_1"}}                              | prompt
            responses | {"input":"a","tools":[{"type":"web_search"}]}                       | tools
            responses | {"input":[{"type":"item_reference","id":"msg_1"}]}                  | input[0]
            responses | {"input":[{"role":"user","content":[{"type":"input_image","file_id":"f"}]}]} | input[0].content
            responses | {}                                                                  | input
            anthropic | {"messages":[{"role":"user","content":"a"}]}                        | max_tokens
            anthropic | {"max_tokens":9}                                                    | messages
            anthropic | {"max_tokens":9,"messages":[{"role":"system","content":"a"}]}       | messages[0]
            anthropic | {"max_tokens":9,"messages":[{"role":"user","content":[{"type":"x"}]}]} | messages[0].content
            anthropic | {"max_tokens":9,"messages":[],"container":"c_1"}                    | container
            anthropic | {"max_tokens":9,"messages":[],"tools":[{"type":"bash_20250124","name":"b"}]} | tools
            """)
    void namesWhatItCantServe(String shape, String body, String param) {
        assertThatThrownBy(() -> dialect(shape, (ObjectNode) JSON.readTree(body)))
                .isInstanceOfSatisfying(LlmException.class, refused -> {
                    assertThat(refused.kind()).isEqualTo(DomainException.Kind.BAD_REQUEST);
                    assertThat(refused.properties()).containsEntry("param", param);
                });
    }

    private static Dialect dialect(Path folder) throws IOException {
        return dialect(GOLDEN.relativize(folder).getName(0).toString(), read(folder.resolve("request.json")));
    }

    private static Dialect dialect(String shape, ObjectNode body) {
        return switch (shape) {
            case "anthropic" -> new MessagesDialect(new JsonMapper(), body);
            case "responses" -> new ResponsesDialect(new Ids(), body);
            default -> throw new IllegalArgumentException(shape);
        };
    }

    private static ObjectNode read(Path file) throws IOException {
        return (ObjectNode) JSON.readTree(Files.readString(file));
    }

    /** Ids that are made by chance are named alike. */
    private static void compare(Path golden, JsonNode seen) throws IOException {
        var text = MADE.matcher(JSON.writeValueAsString(seen)).replaceAll("$1_made") + "\n";
        if (WRITE) {
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualTo(Files.readString(golden));
    }
}
