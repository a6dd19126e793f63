/** Tests. */
@NullMarked
package io.aispm.lineage.kafka;

import org.jspecify.annotations.NullMarked;
