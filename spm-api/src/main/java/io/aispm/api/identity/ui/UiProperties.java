package io.aispm.api.identity.ui;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the admin UI is.
 *
 * @param uiDir the folder of its build; without one, a page says how to get it
 */
@ConfigurationProperties("spm.identity")
record UiProperties(@Nullable String uiDir) {}
