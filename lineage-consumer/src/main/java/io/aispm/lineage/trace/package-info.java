/** Lineage as OpenTelemetry sees it: a trace for each turn, sent to whoever collects them. */
@NullMarked
package io.aispm.lineage.trace;

import org.jspecify.annotations.NullMarked;
