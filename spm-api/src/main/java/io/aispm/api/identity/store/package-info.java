/** Keeps sessions in PostgreSQL. */
@NullMarked
package io.aispm.api.identity.store;

import org.jspecify.annotations.NullMarked;
