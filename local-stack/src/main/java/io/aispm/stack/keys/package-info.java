/** The secrets of one stack: made at its first start, kept in files that only their owner reads. */
@NullMarked
package io.aispm.stack.keys;

import org.jspecify.annotations.NullMarked;
