/** The routes of people who decide on tools, and of the tool server that sees and calls them. */
@NullMarked
package io.aispm.api.federation.web;

import org.jspecify.annotations.NullMarked;
