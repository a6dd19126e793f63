package io.aispm.api.integration.connector;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A kind of integration.
 *
 * @param category where its integrations are filed unless somebody says otherwise
 * @param serves what it is good for: chat, search, tools, guard or runtime
 */
public record Connector(
        @JsonProperty("connector_type") String type,
        String label,
        String vendor,
        String category,
        Set<String> serves,
        List<FieldSpec> fields) {

    /** The type of the one row that every tenant has. */
    public static final String RUNTIME = "agent-runtime";

    /** The field of that name. */
    public Optional<FieldSpec> field(String key) {
        return fields.stream().filter(field -> field.key().equals(key)).findFirst();
    }

    /** Its secret fields. */
    public List<FieldSpec> secrets() {
        return fields.stream().filter(FieldSpec::secret).toList();
    }

    /** What counts: what is set, and for the rest the fields' defaults. */
    public Map<String, @Nullable Object> effective(Map<String, @Nullable Object> config) {
        var effective = new LinkedHashMap<String, @Nullable Object>();
        for (var field : fields) {
            var value = config.get(field.key()) == null ? field.fallback() : config.get(field.key());
            if (!field.secret() && value != null) {
                effective.put(field.key(), value);
            }
        }
        return effective;
    }
}
