/** What a tenant's agents are connected to: model providers, search, tool servers, and the agent runtime's own row. */
@ApplicationModule(allowedDependencies = {"identity"})
@NullMarked
package io.aispm.api.integration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
