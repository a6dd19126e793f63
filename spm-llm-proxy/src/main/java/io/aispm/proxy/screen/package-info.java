/** Asks the policies and the guard about what goes to a model and what comes back. */
@NullMarked
package io.aispm.proxy.screen;

import org.jspecify.annotations.NullMarked;
