/** Policies and attachments in PostgreSQL. */
@NullMarked
package io.aispm.api.policy.store;

import org.jspecify.annotations.NullMarked;
