/** Ids that the platform makes. */
@NullMarked
package io.aispm.kit.id;

import org.jspecify.annotations.NullMarked;
