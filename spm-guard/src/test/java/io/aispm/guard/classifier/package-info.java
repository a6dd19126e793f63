@NullMarked
package io.aispm.guard.classifier;

import org.jspecify.annotations.NullMarked;
