@NullMarked
package io.aispm.api.agent.runtime;

import org.jspecify.annotations.NullMarked;
