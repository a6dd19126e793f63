@NullMarked
package io.aispm.guard.stream;

import org.jspecify.annotations.NullMarked;
