/** Tests. */
@NullMarked
package io.aispm.api.chat.turn;

import org.jspecify.annotations.NullMarked;
