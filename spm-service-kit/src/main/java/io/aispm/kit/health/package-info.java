/** Whether a service can serve, and what it has to do without. */
@NullMarked
package io.aispm.kit.health;

import org.jspecify.annotations.NullMarked;
