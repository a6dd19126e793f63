/** The rows of documents, their passages and their links. */
@NullMarked
package io.aispm.api.knowledge.store;

import org.jspecify.annotations.NullMarked;
