/** Where a call goes: the tenant's provider and the model that counts. Knows the call's context and no HTTP. */
@NullMarked
package io.aispm.proxy.route;

import org.jspecify.annotations.NullMarked;
