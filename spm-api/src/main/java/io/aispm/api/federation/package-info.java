/** The tools of tool servers that tenants have connected: what they say of themselves, and what of it a person approved. */
@ApplicationModule(allowedDependencies = {"identity", "integration"})
@NullMarked
package io.aispm.api.federation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
