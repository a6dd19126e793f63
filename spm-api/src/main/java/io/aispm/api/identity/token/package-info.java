/** Verifies the tokens that people bring: signature, issuer, audience, expiry, tenant. */
@NullMarked
package io.aispm.api.identity.token;

import org.jspecify.annotations.NullMarked;
