/** The life of agents: registered, started, watched over, stopped, quarantined, deleted. */
@NullMarked
package io.aispm.api.agent.life;

import org.jspecify.annotations.NullMarked;
