/**
 * Runs agents in sandboxes: the port, with a package below for each runtime that can stand behind it. It knows no agent's row, no database and
 * no web; whoever calls it decides when an agent runs.
 */
@NullMarked
package io.aispm.api.agent.runtime;

import org.jspecify.annotations.NullMarked;
