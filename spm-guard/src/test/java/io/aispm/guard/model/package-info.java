@NullMarked
package io.aispm.guard.model;

import org.jspecify.annotations.NullMarked;
