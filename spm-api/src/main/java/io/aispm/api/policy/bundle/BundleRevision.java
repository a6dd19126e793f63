package io.aispm.api.policy.bundle;

import java.util.UUID;

/**
 * How far the bundle has come.
 *
 * @param source the database whose count it is
 */
public record BundleRevision(UUID source, long number) {

    /** As lineage and OPA's status show it. */
    public String text() {
        return Long.toString(number);
    }
}
