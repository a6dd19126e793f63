/** The rules under which a tenant's agents act: kept in versions, attached to agents, decided by the policy engine. */
@ApplicationModule(allowedDependencies = {"identity", "agent"})
@NullMarked
package io.aispm.api.policy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
