/** Reads documents in a process that a hostile file can take down without harm. */
@NullMarked
package io.aispm.api.knowledge.read;

import org.jspecify.annotations.NullMarked;
