package io.aispm.api.policy.schema;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Finds where a schema reaches for what is not its own: nothing is fetched for anybody's schema. */
final class SchemaReferences {

    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private final List<String> found = new ArrayList<>();

    private SchemaReferences() {}

    /** A sentence for each such place. */
    static List<String> outside(JsonNode schema) {
        var references = new SchemaReferences();
        references.visit(schema, true);
        return List.copyOf(references.found);
    }

    private void visit(JsonNode node, boolean top) {
        for (var reference : List.of("$ref", "$dynamicRef")) {
            var target = node.path(reference);
            if (target.isString() && !target.asString().startsWith("#")) {
                found.add(
                        "`params_schema` may refer to its own `#/$defs/...` only, not to `" + target.asString() + "`.");
            }
        }
        if (node.has("$id")) {
            found.add("`params_schema` may not have an `$id`.");
        }
        var dialect = node.path("$schema");
        if (!dialect.isMissingNode() && !(top && DIALECT.equals(dialect.asString("")))) {
            found.add("`params_schema` must be of the dialect `" + DIALECT + "`.");
        }
        node.forEach(part -> visit(part, false));
    }
}
