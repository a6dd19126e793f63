/** The OpenAI-compatible gateway through which an agent reaches its models. */
@NullMarked
package io.aispm.proxy;

import org.jspecify.annotations.NullMarked;
