/** Shows what happened, and sends what the control plane itself did to the lineage topic; known by no other module. */
@ApplicationModule(
        allowedDependencies = {"identity", "agent", "policy", "integration", "approval", "federation", "posture"})
@NullMarked
package io.aispm.api.lineage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
