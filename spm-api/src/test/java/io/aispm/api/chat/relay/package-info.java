/** Tests. */
@NullMarked
package io.aispm.api.chat.relay;

import org.jspecify.annotations.NullMarked;
