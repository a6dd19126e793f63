/** Holds agents to the rates that their settings allow. */
@NullMarked
package io.aispm.proxy.limit;

import org.jspecify.annotations.NullMarked;
