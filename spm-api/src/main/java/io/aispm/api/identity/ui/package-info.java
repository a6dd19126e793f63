/** Serves the files of the admin UI. */
@NullMarked
package io.aispm.api.identity.ui;

import org.jspecify.annotations.NullMarked;
