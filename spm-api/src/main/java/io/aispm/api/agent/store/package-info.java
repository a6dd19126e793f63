/** Keeps agents, their code, starts, secrets and settings in PostgreSQL. */
@NullMarked
package io.aispm.api.agent.store;

import org.jspecify.annotations.NullMarked;
