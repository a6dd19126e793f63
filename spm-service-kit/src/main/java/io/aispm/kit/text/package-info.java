/** Makes plain text of documents. */
@NullMarked
package io.aispm.kit.text;

import org.jspecify.annotations.NullMarked;
