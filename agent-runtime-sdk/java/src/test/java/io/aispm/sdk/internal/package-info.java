@NullMarked
package io.aispm.sdk.internal;

import org.jspecify.annotations.NullMarked;
