package io.aispm.api.integration.web;

import io.aispm.api.integration.IntegrationChange;
import io.aispm.api.integration.IntegrationException;
import io.aispm.api.integration.NewIntegration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a person sends to write an integration: read field by field, so that each wrong one gets its sentence. */
final class IntegrationBody {

    private static final Set<String> CREATE =
            Set.of("connector_type", "name", "category", "config", "credentials", "enabled");
    private static final Set<String> PATCH = Set.of("name", "category", "config", "credentials", "enabled");
    private static final int LONGEST = 128;

    private final Map<String, @Nullable Object> body;
    private final List<String> errors = new ArrayList<>();

    private IntegrationBody(Map<String, @Nullable Object> body, Set<String> known) {
        this.body = body;
        body.keySet().stream()
                .filter(field -> !known.contains(field))
                .sorted()
                .forEach(field -> errors.add("`" + field + "` is no field here."));
    }

    static NewIntegration create(Map<String, @Nullable Object> body) {
        return new IntegrationBody(body, CREATE).create();
    }

    static IntegrationChange patch(Map<String, @Nullable Object> body) {
        return new IntegrationBody(body, PATCH).patch();
    }

    /** The one object that a body of one field holds. */
    static Map<String, @Nullable Object> only(Map<String, @Nullable Object> body, String field) {
        var read = new IntegrationBody(body, Set.of(field));
        if (body.get(field) == null) {
            read.errors.add("`" + field + "` is required.");
        }
        var object = read.object(field);
        read.refuse();
        return object;
    }

    private NewIntegration create() {
        var type = text("connector_type");
        if (type == null) {
            errors.add("`connector_type` is required.");
        }
        var enabled = flag("enabled");
        var wanted = new NewIntegration(
                type == null ? "" : type,
                text("name"),
                text("category"),
                object("config"),
                object("credentials"),
                enabled == null || enabled);
        refuse();
        return wanted;
    }

    private IntegrationChange patch() {
        var change = new IntegrationChange(
                text("name"), text("category"), flag("enabled"), object("config"), object("credentials"));
        refuse();
        return change;
    }

    private void refuse() {
        if (!errors.isEmpty()) {
            throw IntegrationException.invalid(errors);
        }
    }

    private @Nullable String text(String field) {
        var value = body.get(field);
        if (value == null) {
            return null;
        }
        if (value instanceof String text && !text.isBlank() && text.length() <= LONGEST) {
            return text.strip();
        }
        errors.add("`" + field + "` must be a text of 1 to " + LONGEST + " characters.");
        return null;
    }

    private @Nullable Boolean flag(String field) {
        var value = body.get(field);
        if (value == null || value instanceof Boolean) {
            return (Boolean) value;
        }
        errors.add("`" + field + "` must be true or false.");
        return null;
    }

    private Map<String, @Nullable Object> object(String field) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        switch (body.get(field)) {
            case null -> {}
            case Map<?, ?> fields -> fields.forEach((key, value) -> object.put(String.valueOf(key), value));
            default -> errors.add("`" + field + "` must be an object.");
        }
        return object;
    }
}
