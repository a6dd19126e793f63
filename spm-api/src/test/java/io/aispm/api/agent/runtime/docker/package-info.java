/** Tests of agents in containers. */
@NullUnmarked
package io.aispm.api.agent.runtime.docker;

import org.jspecify.annotations.NullUnmarked;
