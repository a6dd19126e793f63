package io.aispm.api.approval;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a person decides.
 *
 * @param lasts how long it counts
 */
public record Decision(
        boolean approves,
        Scope scope,
        Duration lasts,
        @Nullable String comment) {}
