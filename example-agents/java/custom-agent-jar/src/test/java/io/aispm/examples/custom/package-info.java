@NullMarked
package io.aispm.examples.custom;

import org.jspecify.annotations.NullMarked;
