/** Measures what the embedded guard catches, what it blocks wrongly, and how fast it is. */
@NullMarked
package io.aispm.benchmarks.guard;

import org.jspecify.annotations.NullMarked;
