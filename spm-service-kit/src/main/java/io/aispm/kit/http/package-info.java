/** The one HTTP client that outgoing calls are made from. */
@NullMarked
package io.aispm.kit.http;

import org.jspecify.annotations.NullMarked;
