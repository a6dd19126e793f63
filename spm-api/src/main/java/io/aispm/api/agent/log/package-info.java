/** Turns the structured lines that agents log into lineage. */
@NullMarked
package io.aispm.api.agent.log;

import org.jspecify.annotations.NullMarked;
