/** What the policy engine is asked, and what it answers. */
@NullMarked
package io.aispm.contract.policy;

import org.jspecify.annotations.NullMarked;
