/** Tests of agents under bubblewrap. */
@NullUnmarked
package io.aispm.api.agent.runtime.bubblewrap;

import org.jspecify.annotations.NullUnmarked;
