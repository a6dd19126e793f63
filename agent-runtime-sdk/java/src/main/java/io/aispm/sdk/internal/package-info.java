/** How the connection works: HTTP to three addresses that bootstrap names, and two topics. No agent sees this package. */
@NullMarked
package io.aispm.sdk.internal;

import org.jspecify.annotations.NullMarked;
