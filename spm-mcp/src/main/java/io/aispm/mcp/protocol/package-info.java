/** The Model Context Protocol over streamable HTTP: who calls, in a session or bare, and what the answer looks like. */
@NullMarked
package io.aispm.mcp.protocol;

import org.jspecify.annotations.NullMarked;
