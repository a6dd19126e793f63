/** Reads each dimension of an agent's posture from the module that knows it. */
@NullMarked
package io.aispm.api.posture.read;

import org.jspecify.annotations.NullMarked;
