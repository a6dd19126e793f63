/**
 * Finds secrets and personal numbers in text and takes them out, whole or as the text arrives. Knows nothing of guards,
 * verdicts or services.
 */
@NullMarked
package io.aispm.guard.redact;

import org.jspecify.annotations.NullMarked;
