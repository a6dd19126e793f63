/** The platform's models as LangChain4j knows models. */
@NullMarked
package io.aispm.langchain4j;

import org.jspecify.annotations.NullMarked;
