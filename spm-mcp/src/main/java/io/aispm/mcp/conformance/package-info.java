/** What the protocol's conformance suite needs of a server, and nobody else; there under the profile {@code conformance}. */
@NullMarked
package io.aispm.mcp.conformance;

import org.jspecify.annotations.NullMarked;
