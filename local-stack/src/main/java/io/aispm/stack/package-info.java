/** Runs the whole platform on one machine, and is the command line that people and CI use. */
@NullMarked
package io.aispm.stack;

import org.jspecify.annotations.NullMarked;
