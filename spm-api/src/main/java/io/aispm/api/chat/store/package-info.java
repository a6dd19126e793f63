/** Conversations and open turns in PostgreSQL. */
@NullMarked
package io.aispm.api.chat.store;

import org.jspecify.annotations.NullMarked;
