@NullMarked
package io.aispm.benchmarks.guard;

import org.jspecify.annotations.NullMarked;
