@NullMarked
package io.aispm.examples.langchain4j;

import org.jspecify.annotations.NullMarked;
