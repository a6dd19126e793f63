/** Speaks the platform's REST interface for the command line. */
@NullMarked
package io.aispm.stack.client;

import org.jspecify.annotations.NullMarked;
