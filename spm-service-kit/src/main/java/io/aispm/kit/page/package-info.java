/** Lists in pages. */
@NullMarked
package io.aispm.kit.page;

import org.jspecify.annotations.NullMarked;
