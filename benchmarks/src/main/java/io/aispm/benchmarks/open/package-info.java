/** What a gateway under measurement is given in place of a part; the benchmarks themselves never load it. */
@NullMarked
package io.aispm.benchmarks.open;

import org.jspecify.annotations.NullMarked;
