@NullMarked
package io.aispm.guard.embedded;

import org.jspecify.annotations.NullMarked;
