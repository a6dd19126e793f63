/** Records what happened and tells others what is stale, without ever holding up the work. */
@NullMarked
package io.aispm.kit.lineage;

import org.jspecify.annotations.NullMarked;
