package io.aispm.api.agent.runtime.packages;

import org.jspecify.annotations.Nullable;

/** What an installer inside a sandbox says: what went wrong, or null. */
public record InstallVerdict(@Nullable String error) {}
