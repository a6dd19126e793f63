/** The ways out of a sandbox: Unix sockets that are shown to it, each of which leads to one place and nowhere else. */
@NullMarked
package io.aispm.api.agent.runtime.gate;

import org.jspecify.annotations.NullMarked;
