/** What Docker Compose needs done by this project's own code: secrets at the first start, and stores made ready. */
@NullMarked
package io.aispm.stack.compose;

import org.jspecify.annotations.NullMarked;
