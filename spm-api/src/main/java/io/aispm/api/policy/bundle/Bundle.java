package io.aispm.api.policy.bundle;

/** An archive as OPA loads it, and the name by which it is told from all others. */
@SuppressWarnings("ArrayRecordComponent") // handed out once per request, never compared
public record Bundle(BundleRevision revision, String etag, byte[] archive) {}
