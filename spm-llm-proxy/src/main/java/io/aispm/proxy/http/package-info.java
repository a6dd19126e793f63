/** The HTTP server that agents call: connections on event loops, each call on a virtual thread that may block. */
@NullMarked
package io.aispm.proxy.http;

import org.jspecify.annotations.NullMarked;
