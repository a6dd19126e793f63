/** The routes of those who decide, and of the gateways that ask. */
@NullMarked
package io.aispm.api.approval.web;

import org.jspecify.annotations.NullMarked;
