/** The parts of the stack: how each is prepared, started and known to be ready. */
@NullMarked
package io.aispm.stack.part;

import org.jspecify.annotations.NullMarked;
