/** Lets people in: authenticates each request, checks roles, serves sign-in. */
@NullMarked
package io.aispm.api.identity.web;

import org.jspecify.annotations.NullMarked;
