/** Tests. */
@NullMarked
package io.aispm.api.lineage.kafka;

import org.jspecify.annotations.NullMarked;
