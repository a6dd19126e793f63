/** Reads what people upload: fields, code, requirements; looks at them without running anything. */
@NullMarked
package io.aispm.api.agent.upload;

import org.jspecify.annotations.NullMarked;
