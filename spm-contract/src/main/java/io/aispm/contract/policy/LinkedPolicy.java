package io.aispm.contract.policy;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A policy that is attached to the agent, in the version that counts now. */
public record LinkedPolicy(String id, int version, PolicyMode mode, Map<String, @Nullable Object> params) {}
