/** Lineage events that have not left yet. */
@NullMarked
package io.aispm.api.lineage.store;

import org.jspecify.annotations.NullMarked;
