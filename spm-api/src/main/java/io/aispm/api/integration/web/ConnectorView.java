package io.aispm.api.integration.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.api.integration.Integration;
import io.aispm.api.integration.connector.Connector;
import io.aispm.api.integration.connector.FieldSpec;
import io.aispm.api.integration.connector.FieldType;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A kind of integration on the wire, with what a form needs. */
record ConnectorView(
        @JsonProperty("connector_type") String connectorType,
        String label,
        String vendor,
        String category,
        List<FieldView> fields) {

    record OptionView(String value, String label) {}

    record FieldView(
            String key,
            String label,
            FieldType type,
            boolean required,
            boolean secret,
            @JsonProperty("default") @Nullable Object fallback,
            @Nullable String placeholder,
            List<OptionView> options,
            @Nullable String hint,
            @Nullable String group,
            @JsonProperty("options_provider") @Nullable String optionsProvider) {}

    static ConnectorView of(Connector connector, Function<FieldSpec, List<Integration>> choices) {
        return new ConnectorView(
                connector.type(),
                connector.label(),
                connector.vendor(),
                connector.category(),
                connector.fields().stream().map(field -> view(field, choices)).toList());
    }

    private static FieldView view(FieldSpec field, Function<FieldSpec, List<Integration>> choices) {
        var named = choices.apply(field).stream()
                .map(choice -> new OptionView(choice.id().toString(), choice.name()))
                .toList();
        var fixed = field.options() == null
                ? List.<OptionView>of()
                : field.options().stream()
                        .map(option -> new OptionView(option, option))
                        .toList();
        return new FieldView(
                field.key(),
                field.label(),
                field.type(),
                field.required(),
                field.secret(),
                field.fallback(),
                field.placeholder(),
                fixed.isEmpty() ? named : fixed,
                field.hint(),
                field.group(),
                field.optionsProvider());
    }
}
