/** What a policy escalated and a person must agree to: asked for, decided, used. */
@ApplicationModule(allowedDependencies = {"identity", "agent"})
@NullMarked
package io.aispm.api.approval;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
