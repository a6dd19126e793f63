/** Tools of other MCP servers: seen, compared with what was approved, and called, over one client for each server. */
@NullMarked
package io.aispm.mcp.federation;

import org.jspecify.annotations.NullMarked;
