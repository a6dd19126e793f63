package io.aispm.api.policy.schema;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialects;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Judges parameters by the JSON schema (draft 2020-12) of their policy, and such schemas themselves. A schema is what a
 * person sent: it reaches for nothing outside of itself, and its patterns are RE2, which takes no longer than the text.
 */
@Component
public class ParameterSchemas {

    private static final String DIALECT = SpecificationVersion.DRAFT_2020_12.getDialectId();
    private static final int MOST_SENTENCES = 20;

    private final JsonMapper json;
    private final SchemaRegistry registry;
    private final Schema ofSchemas;

    ParameterSchemas(JsonMapper json) {
        this.json = json;
        var config = SchemaRegistryConfig.builder()
                .formatAssertionsEnabled(true)
                .regularExpressionFactory(LinearExpression::of)
                .build();
        this.registry = SchemaRegistry.withDialect(
                Dialects.getDraft202012(),
                builder -> builder.schemaRegistryConfig(config).schemaCacheEnabled(false));
        this.ofSchemas = registry.getSchema(SchemaLocation.of(DIALECT));
    }

    /** What keeps an object from being a schema of parameters, in sentences; none where it is one. */
    public List<String> flaws(Map<String, @Nullable Object> schema) {
        if (schema.isEmpty()) {
            return List.of();
        }
        JsonNode tree = json.valueToTree(schema);
        var reaching = SchemaReferences.outside(tree);
        if (!reaching.isEmpty()) {
            return reaching;
        }
        return sentences(ofSchemas.validate(tree), "params_schema");
    }

    /** What is wrong with parameters by a schema without flaws, in sentences; none where nothing is. */
    public List<String> violations(Map<String, @Nullable Object> schema, Map<String, @Nullable Object> params) {
        if (schema.isEmpty()) {
            return List.of();
        }
        try {
            var judge = registry.getSchema(json.<JsonNode>valueToTree(schema));
            return sentences(judge.validate(json.<JsonNode>valueToTree(params)), "params");
        } catch (SchemaException | StackOverflowError unusable) {
            return List.of("`params_schema` can't be used: it refers to nothing, or to itself without an end.");
        }
    }

    private static List<String> sentences(List<Error> errors, String field) {
        return errors.stream()
                .flatMap(error -> Stream.of(sentence(error, field)))
                .distinct()
                .limit(MOST_SENTENCES)
                .toList();
    }

    private static String sentence(Error error, String field) {
        var at = error.getInstanceLocation()
                .toString()
                .replaceFirst("^\\$?/?", "")
                .replace('/', '.');
        var path = at.isEmpty() ? field : field + "." + at;
        return "`" + path + "`: " + error.getMessage() + ".";
    }
}
