/** Writes the lineage topic into session_events, once, and answers what happened. */
@NullMarked
package io.aispm.lineage;

import org.jspecify.annotations.NullMarked;
