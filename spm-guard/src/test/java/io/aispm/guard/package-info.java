@NullMarked
package io.aispm.guard;

import org.jspecify.annotations.NullMarked;
