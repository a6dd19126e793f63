/** An agent that needs nothing but the SDK. */
@NullMarked
package io.aispm.examples.custom;

import org.jspecify.annotations.NullMarked;
