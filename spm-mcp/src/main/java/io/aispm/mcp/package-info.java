/** The MCP tool server through which an agent reaches its tools. */
@NullMarked
package io.aispm.mcp;

import org.jspecify.annotations.NullMarked;
