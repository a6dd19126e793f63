/** Lineage as it comes from its topic. */
@NullMarked
package io.aispm.lineage.kafka;

import org.jspecify.annotations.NullMarked;
