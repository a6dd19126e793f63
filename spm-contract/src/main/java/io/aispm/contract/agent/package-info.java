/** Who an agent is on the wire, and what it is given when it starts. */
@NullMarked
package io.aispm.contract.agent;

import org.jspecify.annotations.NullMarked;
