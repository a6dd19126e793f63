/** The rows that allowances are counted in. */
@NullMarked
package io.aispm.api.call.store;

import org.jspecify.annotations.NullMarked;
