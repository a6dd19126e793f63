/** Keeps secrets: encrypted at rest, hashed where a comparison is all that is needed. */
@NullMarked
package io.aispm.kit.secret;

import org.jspecify.annotations.NullMarked;
