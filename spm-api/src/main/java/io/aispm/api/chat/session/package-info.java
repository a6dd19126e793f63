/** Conversations as they are kept. */
@NullMarked
package io.aispm.api.chat.session;

import org.jspecify.annotations.NullMarked;
