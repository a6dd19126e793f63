@NullMarked
package io.aispm.guard.redact;

import org.jspecify.annotations.NullMarked;
