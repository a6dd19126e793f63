/** The rows of federated tools. */
@NullMarked
package io.aispm.api.federation.store;

import org.jspecify.annotations.NullMarked;
