/** What a gateway learns of the agent that calls it. */
@NullMarked
package io.aispm.contract.call;

import org.jspecify.annotations.NullMarked;
