package io.aispm.api.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names one policy of a tenant; also the last part of its Rego package. */
public record PolicyId(String value) {

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]{0,63}");
    private static final int LONGEST = 64;

    public PolicyId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a policy id: '" + value + "'");
        }
    }

    /** Reads an id; fails with {@link IllegalArgumentException} where it has another form. */
    @JsonCreator
    public static PolicyId of(String text) {
        return new PolicyId(text);
    }

    /** Reads an id; empty where it has another form. */
    public static Optional<PolicyId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new PolicyId(text)) : Optional.empty();
    }

    /** The id that a name suggests; empty where it has no letter to begin with. */
    public static Optional<PolicyId> suggestedBy(String name) {
        var slug = name.toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_")
                .replaceFirst("^[^a-z]+", "")
                .replaceFirst("_+$", "");
        return parse(slug.substring(0, Math.min(LONGEST, slug.length())));
    }

    @JsonValue
    @Override
    public String toString() {
        return value;
    }
}
