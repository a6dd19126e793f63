/** Tests of which packages agents find. */
@NullUnmarked
package io.aispm.api.agent.runtime.packages;

import org.jspecify.annotations.NullUnmarked;
