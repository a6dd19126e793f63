/** Counts what a call took and leaves its record in lineage. */
@NullMarked
package io.aispm.proxy.usage;

import org.jspecify.annotations.NullMarked;
