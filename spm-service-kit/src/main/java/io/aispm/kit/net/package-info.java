/** Keeps outgoing calls away from where they must never go. */
@NullMarked
package io.aispm.kit.net;

import org.jspecify.annotations.NullMarked;
