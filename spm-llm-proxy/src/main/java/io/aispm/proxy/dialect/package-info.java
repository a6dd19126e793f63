/** The shapes besides chat completions in which agents may call; inside, every call is a chat completion. */
@NullMarked
package io.aispm.proxy.dialect;

import org.jspecify.annotations.NullMarked;
