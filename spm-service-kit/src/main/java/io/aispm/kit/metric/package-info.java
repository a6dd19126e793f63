/** What services measure of themselves. */
@NullMarked
package io.aispm.kit.metric;

import org.jspecify.annotations.NullMarked;
