/** Guard models behind an OpenAI-compatible endpoint. Knows HTTP and the answers' formats; never another model. */
@NullMarked
package io.aispm.guard.model;

import org.jspecify.annotations.NullMarked;
