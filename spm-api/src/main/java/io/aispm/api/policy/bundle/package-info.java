/** All modules that the policy engine runs, in one archive with a revision. */
@NullMarked
package io.aispm.api.policy.bundle;

import org.jspecify.annotations.NullMarked;
