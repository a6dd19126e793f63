package io.aispm.api.policy.bundle;

/** This replica has written a newer revision of the bundle. */
public record BundleAdvanced() {}
