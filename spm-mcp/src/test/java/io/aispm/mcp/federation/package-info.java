/** Tests of federation, against a real second server. */
@NullMarked
package io.aispm.mcp.federation;

import org.jspecify.annotations.NullMarked;
