/** Runs agents on this host under bubblewrap: nothing to install but one small program, no daemon, no root. */
@NullMarked
package io.aispm.api.agent.runtime.bubblewrap;

import org.jspecify.annotations.NullMarked;
