/** Tests of reading. */
@NullMarked
package io.aispm.api.knowledge.read;

import org.jspecify.annotations.NullMarked;
