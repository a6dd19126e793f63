/** Documents that people upload and approve, and that the agents they are linked to can search. */
@ApplicationModule(allowedDependencies = {"identity", "agent"})
@NullMarked
package io.aispm.api.knowledge;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
