/** Records and sealed types that cross a process boundary. */
@NullMarked
package io.aispm.contract;

import org.jspecify.annotations.NullMarked;
