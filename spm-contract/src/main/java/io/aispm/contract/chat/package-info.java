/** What a person's turn and an agent's reply look like on Kafka. */
@NullMarked
package io.aispm.contract.chat;

import org.jspecify.annotations.NullMarked;
