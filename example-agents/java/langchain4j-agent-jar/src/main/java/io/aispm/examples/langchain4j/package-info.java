/** An agent that leaves its loop to LangChain4j. */
@NullMarked
package io.aispm.examples.langchain4j;

import org.jspecify.annotations.NullMarked;
