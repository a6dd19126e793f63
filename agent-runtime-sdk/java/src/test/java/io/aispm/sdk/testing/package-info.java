@NullMarked
package io.aispm.sdk.testing;

import org.jspecify.annotations.NullMarked;
