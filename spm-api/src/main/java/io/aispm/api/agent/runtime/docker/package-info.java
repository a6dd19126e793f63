/** Runs agents in containers of a Docker engine, which may be on this host or behind a proxy that lets only some calls through. */
@NullMarked
package io.aispm.api.agent.runtime.docker;

import org.jspecify.annotations.NullMarked;
