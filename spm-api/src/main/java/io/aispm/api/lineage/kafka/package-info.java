/** The way of lineage events out of the outbox. */
@NullMarked
package io.aispm.api.lineage.kafka;

import org.jspecify.annotations.NullMarked;
