/** Signs people in to the admin UI: one-time links and the sessions they open. */
@NullMarked
package io.aispm.api.identity.session;

import org.jspecify.annotations.NullMarked;
