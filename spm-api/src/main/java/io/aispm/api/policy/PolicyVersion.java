package io.aispm.api.policy;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a policy said from one change to the next. */
public record PolicyVersion(
        int version, String rego, Map<String, @Nullable Object> params, Instant createdAt, String createdBy) {}
