/** Lineage in PostgreSQL: one table, a partition for each month. */
@NullMarked
package io.aispm.lineage.store;

import org.jspecify.annotations.NullMarked;
