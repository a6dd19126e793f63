package io.aispm.api.policy;

import io.aispm.contract.policy.PolicyMode;
import org.jspecify.annotations.Nullable;

/** A policy that a person wants to write; its id follows from the name where none is given. */
public record NewPolicy(@Nullable String id, String name, String type, PolicyMode mode, PolicyContent content) {}
