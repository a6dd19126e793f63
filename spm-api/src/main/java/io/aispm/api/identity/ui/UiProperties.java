package io.aispm.api.identity.ui;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the admin UI is.
 *
 * @param dir the folder of its build; without one, a page says how to get it
 */
@ConfigurationProperties("spm.ui")
record UiProperties(@Nullable String dir) {}
