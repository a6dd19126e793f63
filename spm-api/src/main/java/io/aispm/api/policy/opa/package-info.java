/** The Open Policy Agent: as a compiler in a process of its own, and as the server that has loaded a revision or not. */
@NullMarked
package io.aispm.api.policy.opa;

import org.jspecify.annotations.NullMarked;
