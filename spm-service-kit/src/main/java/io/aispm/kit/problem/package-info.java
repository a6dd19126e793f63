/** Broken rules, and how the edge tells of them: RFC 9457, with a stable code. */
@NullMarked
package io.aispm.kit.problem;

import org.jspecify.annotations.NullMarked;
