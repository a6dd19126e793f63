/** Tests. */
@NullMarked
package io.aispm.api.lineage.connector;

import org.jspecify.annotations.NullMarked;
