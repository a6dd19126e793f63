/** Screens text: hazards, prompt injection, secrets and personal data, whole or as it streams. */
@NullMarked
package io.aispm.guard;

import org.jspecify.annotations.NullMarked;
