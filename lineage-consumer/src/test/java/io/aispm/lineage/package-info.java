/** Tests. */
@NullMarked
package io.aispm.lineage;

import org.jspecify.annotations.NullMarked;
