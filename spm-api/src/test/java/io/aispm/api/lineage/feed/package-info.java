/** Tests. */
@NullMarked
package io.aispm.api.lineage.feed;

import org.jspecify.annotations.NullMarked;
