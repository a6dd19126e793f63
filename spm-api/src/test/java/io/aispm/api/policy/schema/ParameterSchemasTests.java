package io.aispm.api.policy.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class ParameterSchemasTests {

    private final ParameterSchemas schemas = new ParameterSchemas(JsonMapper.shared());

    @Test
    void saysInASentenceWhatIsWrongWithEachParameter() {
        var schema = object("""
                {"type": "object", "additionalProperties": false, "required": ["longest"],
                 "properties": {"longest": {"type": "integer", "minimum": 1}, "kinds": {"items": {"enum": ["a"]}}}}""");

        assertThat(schemas.violations(schema, object("{\"longest\": 3, \"kinds\": [\"a\"]}")))
                .isEmpty();
        assertThat(schemas.violations(schema, object("{\"longest\": 0, \"kinds\": [\"b\"], \"x\": 1}")))
                .hasSize(3)
                .anySatisfy(sentence ->
                        assertThat(sentence).startsWith("`params.longest`: ").contains("minimum"))
                .anySatisfy(sentence -> assertThat(sentence).startsWith("`params.kinds.0`: "))
                .anySatisfy(sentence -> assertThat(sentence).contains("'x'"));
        assertThat(schemas.violations(schema, Map.of()))
                .singleElement()
                .asString()
                .contains("longest");
    }

    @Test
    void withoutASchemaAnyParametersWillDo() {
        assertThat(schemas.violations(Map.of(), object("{\"any\": [1]}"))).isEmpty();
        assertThat(schemas.flaws(Map.of())).isEmpty();
    }

    @Test
    void aSchemaMustBeOne() {
        for (var flawed : List.of(
                "{\"type\": 7}",
                "{\"properties\": []}",
                "{\"properties\": {\"a\": {\"minimum\": \"low\"}}}",
                "{\"properties\": {\"a\": {\"pattern\": \"(\"}}}")) {
            assertThat(schemas.flaws(object(flawed))).as(flawed).isNotEmpty();
        }
    }

    @Test
    void aSchemaReachesForNothingOutsideOfItself() {
        for (var reaching : List.of(
                "{\"$ref\": \"http://169.254.169.254/latest\"}",
                "{\"properties\": {\"a\": {\"$ref\": \"file:///etc/passwd\"}}}",
                "{\"allOf\": [{\"$dynamicRef\": \"classpath:/application.yaml\"}]}",
                "{\"$id\": \"http://example.com/a\"}",
                "{\"$schema\": \"http://example.com/dialect\"}",
                "{\"properties\": {\"a\": {\"$schema\": \"http://json-schema.org/draft-04/schema#\"}}}")) {
            assertThat(schemas.flaws(object(reaching)))
                    .as(reaching)
                    .singleElement()
                    .asString()
                    .startsWith("`params_schema` m");
        }
        assertThat(schemas.flaws(
                        object("{\"$defs\": {\"a\": {}}, \"properties\": {\"b\": {\"$ref\": \"#/$defs/a\"}}}")))
                .isEmpty();
    }

    @Test
    void aSchemaThatTurnsInCirclesOrPointsNowhereIsRefusedAndHarmsNobody() {
        assertThat(schemas.violations(object("{\"$ref\": \"#\"}"), Map.of()))
                .singleElement()
                .asString()
                .contains("can't be used");
        assertThat(schemas.violations(object("{\"$ref\": \"#/$defs/none\"}"), Map.of()))
                .singleElement()
                .asString()
                .contains("can't be used");
    }

    @Test
    void noTextKeepsAPatternBusy() {
        var schema = object("{\"properties\": {\"a\": {\"pattern\": \"^(a+)+$\"}}}");

        var sentences = Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(2), () -> schemas.violations(schema, Map.of("a", "a".repeat(5_000) + "!")));

        assertThat(sentences).hasSize(1);
    }

    private static Map<String, @Nullable Object> object(String text) {
        return JsonMapper.shared().readValue(text, new TypeReference<>() {});
    }
}
