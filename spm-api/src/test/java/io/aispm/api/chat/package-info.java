/** Tests. */
@NullMarked
package io.aispm.api.chat;

import org.jspecify.annotations.NullMarked;
