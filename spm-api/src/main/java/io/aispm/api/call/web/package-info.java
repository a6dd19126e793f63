/** The route that gateways ask. */
@NullMarked
package io.aispm.api.call.web;

import org.jspecify.annotations.NullMarked;
