/** Tests of the ways out of a sandbox. */
@NullUnmarked
package io.aispm.api.agent.runtime.gate;

import org.jspecify.annotations.NullUnmarked;
