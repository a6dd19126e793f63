/** What this server asks the control plane for, beside who calls. */
@NullMarked
package io.aispm.mcp.control;

import org.jspecify.annotations.NullMarked;
