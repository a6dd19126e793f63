/** Turns on their way to agents and replies on their way back, over Kafka. */
@NullMarked
package io.aispm.api.chat.relay;

import org.jspecify.annotations.NullMarked;
