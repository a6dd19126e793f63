/** Carries one call of one agent from its token to its record. */
@NullMarked
package io.aispm.proxy.call;

import org.jspecify.annotations.NullMarked;
