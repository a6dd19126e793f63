package io.aispm.api.policy;

import java.time.Instant;

/** A policy that is attached to an agent. */
public record Attachment(PolicyId policyId, Instant attachedAt, String attachedBy) {}
