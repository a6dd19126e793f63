/** Asks the control plane whose call a gateway serves; fails closed. */
@NullMarked
package io.aispm.kit.call;

import org.jspecify.annotations.NullMarked;
