/** What this machine has, and what is fetched or installed when it lacks something. */
@NullMarked
package io.aispm.stack.machine;

import org.jspecify.annotations.NullMarked;
