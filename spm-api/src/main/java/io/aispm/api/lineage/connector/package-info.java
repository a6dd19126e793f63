/** What the lineage service is asked. */
@NullMarked
package io.aispm.api.lineage.connector;

import org.jspecify.annotations.NullMarked;
