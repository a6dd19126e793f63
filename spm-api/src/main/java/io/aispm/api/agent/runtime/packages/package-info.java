/** Which packages an agent finds beside the SDK, and where they may come from; how they are installed is each runtime's own. */
@NullMarked
package io.aispm.api.agent.runtime.packages;

import org.jspecify.annotations.NullMarked;
