/**
 * Runs agents in sandboxes on this host: the port, and the runtime that stands behind it. It knows no agent's row, no database and
 * no web; whoever calls it decides when an agent runs.
 */
@NullMarked
package io.aispm.api.agent.runtime;

import org.jspecify.annotations.NullMarked;
