package io.aispm.api.policy;

import java.time.Instant;

/** What a policy said from one change to the next. */
public record PolicyVersion(int version, PolicyContent content, Instant createdAt, String createdBy) {}
