package io.aispm.api.posture;

import org.jspecify.annotations.Nullable;

/**
 * A value that is not as it was.
 *
 * @param previous null where there was none
 * @param current null where there is none
 */
public record Difference(
        String path, @Nullable Object previous, @Nullable Object current) {

    /** Where it lies. */
    public Dimension dimension() {
        var end = path.indexOf('.');
        return Dimension.named(end < 0 ? path : path.substring(0, end)).orElseThrow();
    }
}
