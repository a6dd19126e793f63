/** One turn, from a person's message to the last word of its answer. */
@NullMarked
package io.aispm.api.chat.turn;

import org.jspecify.annotations.NullMarked;
