/** Drives the whole stack as its users do: over HTTP, with a browser, and by breaking parts of it. */
@NullMarked
package io.aispm.systemtests;

import org.jspecify.annotations.NullMarked;
