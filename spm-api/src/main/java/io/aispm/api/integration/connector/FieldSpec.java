package io.aispm.api.integration.connector;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One field of an integration: what a form needs to show it, and what a value must be.
 *
 * @param fallback what counts where nothing is set
 * @param options the values of an {@code enum}
 * @param optionsProvider which integrations an {@code enum_integration} may name
 */
public record FieldSpec(
        String key,
        String label,
        FieldType type,
        boolean required,
        boolean secret,
        @JsonProperty("default") @Nullable Object fallback,
        @Nullable String placeholder,
        @Nullable List<String> options,
        @Nullable String hint,
        @Nullable String group,
        @JsonProperty("options_provider") @Nullable String optionsProvider,
        @Nullable Double minimum,
        @Nullable Double maximum) {

    /** Whether a row is complete without this field being set. */
    @JsonIgnore
    public boolean isOptional() {
        return !required || fallback != null;
    }
}
