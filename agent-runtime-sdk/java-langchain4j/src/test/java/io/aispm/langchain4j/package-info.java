@NullMarked
package io.aispm.langchain4j;

import org.jspecify.annotations.NullMarked;
