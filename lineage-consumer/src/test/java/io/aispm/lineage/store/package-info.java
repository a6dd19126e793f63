/** Tests. */
@NullMarked
package io.aispm.lineage.store;

import org.jspecify.annotations.NullMarked;
