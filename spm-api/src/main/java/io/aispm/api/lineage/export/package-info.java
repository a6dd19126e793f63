/** A turn in the words of other systems that keep lineage. */
@NullMarked
package io.aispm.api.lineage.export;

import org.jspecify.annotations.NullMarked;
