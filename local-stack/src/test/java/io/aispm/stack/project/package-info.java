@NullMarked
package io.aispm.stack.project;

import org.jspecify.annotations.NullMarked;
