/** The routes of integrations. */
@NullMarked
package io.aispm.api.integration.web;

import org.jspecify.annotations.NullMarked;
