/** Asks the policy engine; fails closed. */
@NullMarked
package io.aispm.kit.policy;

import org.jspecify.annotations.NullMarked;
