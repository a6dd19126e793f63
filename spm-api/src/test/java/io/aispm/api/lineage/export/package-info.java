/** Tests. */
@NullMarked
package io.aispm.api.lineage.export;

import org.jspecify.annotations.NullMarked;
