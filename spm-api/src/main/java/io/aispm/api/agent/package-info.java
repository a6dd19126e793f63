/** Takes in agents, runs them, and knows at any moment whether they do. */
@ApplicationModule(
        displayName = "Agents",
        allowedDependencies = {"identity", "integration"})
@NullMarked
package io.aispm.api.agent;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
