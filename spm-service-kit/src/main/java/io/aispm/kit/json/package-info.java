/** How values are written on the wire. */
@NullMarked
package io.aispm.kit.json;

import org.jspecify.annotations.NullMarked;
