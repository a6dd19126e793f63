/** Starts parts in their order, watches them, starts again what dies, and ends them all. */
@NullMarked
package io.aispm.stack.supervise;

import org.jspecify.annotations.NullMarked;
