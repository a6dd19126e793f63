/** The routes of people who keep documents, and of the tool server that searches them. */
@NullMarked
package io.aispm.api.knowledge.web;

import org.jspecify.annotations.NullMarked;
