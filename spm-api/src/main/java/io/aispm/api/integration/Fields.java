package io.aispm.api.integration;

import io.aispm.api.integration.connector.Connector;
import io.aispm.api.integration.connector.FieldSpec;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Puts what somebody sent into a row: each value is checked against its field, secrets are told from settings, and what
 * the row needs must be there afterwards. A null takes a setting back; a blank secret leaves what is there.
 */
final class Fields {

    private static final int LONGEST = 8 * 1024;

    private final Connector connector;
    private final BiPredicate<FieldSpec, String> mayName;
    private final List<String> errors = new ArrayList<>();
    private final Map<String, @Nullable Object> config;
    private final Map<String, String> secrets = new LinkedHashMap<>();

    /** @param mayName whether a field may name the integration of that id */
    Fields(Connector connector, Map<String, @Nullable Object> config, BiPredicate<FieldSpec, String> mayName) {
        this.connector = connector;
        this.config = new LinkedHashMap<>(config);
        this.mayName = mayName;
    }

    /** Takes in fields of either sort. */
    Fields put(Map<String, @Nullable Object> fields) {
        fields.forEach((key, value) -> connector
                .field(key)
                .ifPresentOrElse(
                        field -> put(field, value),
                        () -> errors.add("`" + key + "` is no field of " + connector.type() + ".")));
        return this;
    }

    /** Takes in secrets only. */
    Fields putSecrets(Map<String, @Nullable Object> fields) {
        for (var key : fields.keySet()) {
            if (connector.field(key).filter(FieldSpec::secret).isEmpty()) {
                errors.add("`" + key + "` is no credential of " + connector.type() + ".");
            }
        }
        connector
                .secrets()
                .forEach(field -> put(field, fields.get(field.key()) == null ? "" : fields.get(field.key())));
        return this;
    }

    /** Fails with all that is wrong, where something is: also with what the row still lacks. */
    Fields complete(Set<String> configured) {
        for (var field : connector.fields()) {
            var set = field.secret()
                    ? secrets.containsKey(field.key()) || configured.contains(field.key())
                    : config.get(field.key()) != null;
            if (!set && !field.isOptional()) {
                errors.add("`" + field.key() + "` is required.");
            }
        }
        if (!errors.isEmpty()) {
            throw IntegrationException.invalid(errors);
        }
        return this;
    }

    /** The row's settings afterwards. */
    Map<String, @Nullable Object> config() {
        return config;
    }

    /** The secrets that were sent. */
    Map<String, String> secrets() {
        return secrets;
    }

    private void put(FieldSpec field, @Nullable Object value) {
        if (field.secret()) {
            putSecret(field, value);
            return;
        }
        if (value == null || (value instanceof String text && text.isBlank())) {
            config.remove(field.key());
            return;
        }
        var read = switch (field.type()) {
            case STRING, PASSWORD -> text(field, value);
            case TEXTAREA -> value instanceof List<?> list ? texts(field, list) : text(field, value);
            case URL -> url(field, value);
            case ENUM -> oneOf(field, value);
            case BOOLEAN -> flag(field, value);
            case INTEGER, FLOAT -> number(field, value);
            case ENUM_INTEGRATION -> integration(field, value);
        };
        if (read != null) {
            config.put(field.key(), read);
        }
    }

    private void putSecret(FieldSpec field, @Nullable Object value) {
        if (value != null && !(value instanceof String)) {
            refuse(field, "must be a text");
            return;
        }
        if (value instanceof String secret && !secret.isBlank()) {
            if (secret.length() > LONGEST || secret.chars().anyMatch(Character::isISOControl)) {
                refuse(field, "has characters that no credential has, or too many");
                return;
            }
            secrets.put(field.key(), secret.strip());
        }
    }

    private @Nullable Object text(FieldSpec field, Object value) {
        if (value instanceof String text && text.length() <= LONGEST) {
            return text.strip();
        }
        return refuse(field, "must be a text of at most " + LONGEST + " characters");
    }

    private @Nullable Object texts(FieldSpec field, List<?> list) {
        if (list.stream().allMatch(one -> one instanceof String text && text.length() <= LONGEST)) {
            return List.copyOf(list);
        }
        return refuse(field, "must be a text or a list of texts");
    }

    private @Nullable Object url(FieldSpec field, Object value) {
        if (value instanceof String text && text.length() <= LONGEST && isWebAddress(text.strip())) {
            return text.strip();
        }
        return refuse(field, "must be an address that begins with http:// or https://, without a user in it");
    }

    private static boolean isWebAddress(String text) {
        try {
            var address = new URI(text);
            return ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                    && address.getHost() != null
                    && address.getUserInfo() == null;
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    private @Nullable Object oneOf(FieldSpec field, Object value) {
        var options = field.options() == null ? List.<String>of() : field.options();
        if (value instanceof String text && options.contains(text)) {
            return text;
        }
        return refuse(field, "must be one of " + String.join(", ", options));
    }

    private @Nullable Object flag(FieldSpec field, Object value) {
        return switch (value) {
            case Boolean flag -> flag;
            case String text when text.equals("true") -> true;
            case String text when text.equals("false") -> false;
            default -> refuse(field, "must be true or false");
        };
    }

    private @Nullable Object number(FieldSpec field, Object value) {
        try {
            var number = new BigDecimal(String.valueOf(value).strip());
            var min = field.minimum() == null ? Double.NEGATIVE_INFINITY : field.minimum();
            var max = field.maximum() == null ? Double.POSITIVE_INFINITY : field.maximum();
            if (number.doubleValue() < min || number.doubleValue() > max) {
                return refuse(field, "must be from " + plain(min) + " to " + plain(max));
            }
            return switch (field.type()) {
                case INTEGER -> number.intValueExact();
                default -> number.doubleValue();
            };
        } catch (NumberFormatException | ArithmeticException notOne) {
            return refuse(field, "must be a number");
        }
    }

    private @Nullable Object integration(FieldSpec field, Object value) {
        if (value instanceof String text && mayName.test(field, text)) {
            return text;
        }
        return refuse(field, "must be the id of an integration that can serve as " + field.label());
    }

    private @Nullable Object refuse(FieldSpec field, String sentence) {
        errors.add("`" + field.key() + "` " + sentence + ".");
        return null;
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
