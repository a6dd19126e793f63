/** Serves a small language model on this machine in OpenAI's dialect. */
@NullMarked
package io.aispm.localmodel;

import org.jspecify.annotations.NullMarked;
