/** The commands behind ./aispm. */
@NullMarked
package io.aispm.stack.command;

import org.jspecify.annotations.NullMarked;
