/**
 * The platform in memory, with which an agent's test needs no server, no broker and no model. The agent runs on the SDK as it is:
 * what is replaced is what lies behind it.
 */
@NullMarked
package io.aispm.sdk.testing;

import org.jspecify.annotations.NullMarked;
