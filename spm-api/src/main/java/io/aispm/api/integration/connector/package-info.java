/** The kinds of integrations there are, and how each is tried out. */
@NullMarked
package io.aispm.api.integration.connector;

import org.jspecify.annotations.NullMarked;
