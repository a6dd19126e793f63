/** Measures what the platform promises and prints it beside a limit or a peer. */
@NullMarked
package io.aispm.benchmarks;

import org.jspecify.annotations.NullMarked;
