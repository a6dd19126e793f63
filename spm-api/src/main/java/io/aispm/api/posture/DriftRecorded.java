package io.aispm.api.posture;

import org.jspecify.annotations.Nullable;

/**
 * A drift was detected or has ended; published in the transaction that makes it true.
 *
 * @param evidence what was written down of it
 * @param user who decided; null where nobody did
 */
public record DriftRecorded(Evidence evidence, @Nullable String user) {}
