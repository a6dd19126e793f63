@NullMarked
package io.aispm.sdk;

import org.jspecify.annotations.NullMarked;
