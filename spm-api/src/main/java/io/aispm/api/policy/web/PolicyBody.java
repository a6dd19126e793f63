package io.aispm.api.policy.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.api.policy.NewPolicy;
import io.aispm.api.policy.PolicyChange;
import io.aispm.api.policy.PolicyContent;
import io.aispm.api.policy.PolicyException;
import io.aispm.contract.policy.PolicyMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a person sends to write a policy, with whatever type each field came in: each wrong one gets its sentence. */
record PolicyBody(
        @Nullable Object id,
        @Nullable Object name,
        @Nullable Object rego,
        @Nullable Object mode,
        @Nullable Object type,
        @Nullable Object params,
        @JsonProperty("params_schema") @Nullable Object paramsSchema,
        @Nullable Object tests) {

    private static final String DEFAULT_TYPE = "custom";

    NewPolicy create() {
        var errors = new ArrayList<String>();
        var chosen = mode(errors);
        var wanted = new NewPolicy(
                text("id", id, errors),
                required("name", name, errors),
                type == null ? DEFAULT_TYPE : required("type", type, errors),
                chosen == null ? PolicyMode.ENFORCED : chosen,
                new PolicyContent(
                        required("rego", rego, errors),
                        params == null ? Map.of() : object("params", params, errors),
                        paramsSchema == null ? Map.of() : object("params_schema", paramsSchema, errors),
                        tests == null ? "" : required("tests", tests, errors)));
        refuse(errors);
        return wanted;
    }

    PolicyChange change() {
        var errors = new ArrayList<String>();
        var change = new PolicyChange(
                text("name", name, errors),
                text("type", type, errors),
                mode(errors),
                text("rego", rego, errors),
                params == null ? null : object("params", params, errors),
                paramsSchema == null ? null : object("params_schema", paramsSchema, errors),
                text("tests", tests, errors));
        refuse(errors);
        return change;
    }

    /** The mode alone, as `promote` takes it. */
    PolicyMode promotion() {
        var errors = new ArrayList<String>();
        var chosen = mode(errors);
        if (chosen == null && errors.isEmpty()) {
            errors.add("`mode` is required.");
        }
        refuse(errors);
        return chosen == null ? PolicyMode.DRAFT : chosen;
    }

    private static void refuse(List<String> errors) {
        if (!errors.isEmpty()) {
            throw PolicyException.invalid(errors);
        }
    }

    private static String required(String field, @Nullable Object value, List<String> errors) {
        if (value == null) {
            errors.add("`" + field + "` is required.");
        }
        var text = text(field, value, errors);
        return text == null ? "" : text;
    }

    private static @Nullable String text(String field, @Nullable Object value, List<String> errors) {
        if (value == null || value instanceof String) {
            return (String) value;
        }
        errors.add("`" + field + "` must be a text.");
        return null;
    }

    private @Nullable PolicyMode mode(List<String> errors) {
        if (mode == null) {
            return null;
        }
        for (var candidate : PolicyMode.values()) {
            if (candidate.toString().equals(mode)) {
                return candidate;
            }
        }
        errors.add("`mode` must be one of "
                + Arrays.stream(PolicyMode.values()).map(PolicyMode::toString).collect(Collectors.joining(", "))
                + ".");
        return null;
    }

    private static Map<String, @Nullable Object> object(String name, Object value, List<String> errors) {
        if (value instanceof Map<?, ?> fields) {
            var object = new LinkedHashMap<String, @Nullable Object>();
            fields.forEach((field, content) -> object.put(String.valueOf(field), content));
            return object;
        }
        errors.add("`" + name + "` must be an object.");
        return Map.of();
    }
}
