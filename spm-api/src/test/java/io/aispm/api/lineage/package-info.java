/** Tests. */
@NullMarked
package io.aispm.api.lineage;

import org.jspecify.annotations.NullMarked;
