/** The tools agents can call, and the gate each call passes: schema, policy, the tool itself, guard, record. */
@NullMarked
package io.aispm.mcp.tool;

import org.jspecify.annotations.NullMarked;
