/** The JSON schemas of policies' parameters. */
@NullMarked
package io.aispm.api.policy.schema;

import org.jspecify.annotations.NullMarked;
