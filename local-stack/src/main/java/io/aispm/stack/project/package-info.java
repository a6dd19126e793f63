/** Makes projects for new agents. */
@NullMarked
package io.aispm.stack.project;

import org.jspecify.annotations.NullMarked;
