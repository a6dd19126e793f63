/** Tells at any moment whether an agent is still the agent that was reviewed, and keeps the proof. */
@ApplicationModule(allowedDependencies = {"identity", "agent", "policy", "integration", "federation", "knowledge"})
@NullMarked
package io.aispm.api.posture;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
