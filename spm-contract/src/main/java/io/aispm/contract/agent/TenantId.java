package io.aispm.contract.agent;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** Names one tenant: 1 to 63 of lowercase letters, digits and hyphens. A valid token's tenant exists. */
public record TenantId(String value) {

    private static final Pattern FORM = Pattern.compile("[a-z0-9-]{1,63}");

    public TenantId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a tenant id: '" + value + "'");
        }
    }

    /** Reads a tenant's id; fails with {@link IllegalArgumentException} where it has another form. */
    @JsonCreator
    public static TenantId of(String text) {
        return new TenantId(text);
    }

    @JsonValue
    @Override
    public String toString() {
        return value;
    }
}
