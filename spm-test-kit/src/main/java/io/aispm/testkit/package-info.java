/** Real PostgreSQL and Kafka for tests, and the architecture rules that every service obeys. */
@NullMarked
package io.aispm.testkit;

import org.jspecify.annotations.NullMarked;
