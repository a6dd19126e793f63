/** Integrations, their credentials and what happened to them in PostgreSQL. */
@NullMarked
package io.aispm.api.integration.store;

import org.jspecify.annotations.NullMarked;
