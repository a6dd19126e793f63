/** The platform's models as Spring AI knows models. */
@NullMarked
package io.aispm.springai;

import org.jspecify.annotations.NullMarked;
