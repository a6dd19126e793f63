/** Keeps what agents may read and people may only write. */
@NullMarked
package io.aispm.api.agent.secret;

import org.jspecify.annotations.NullMarked;
